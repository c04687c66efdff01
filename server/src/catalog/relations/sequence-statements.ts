import type { AlterSequence, CreateSequence } from "../../effects/relations/sequence.ts";
import type { SequenceSpec } from "../../effects/relations/sequence-spec.ts";
import type { Sequence } from "../catalog.ts";
import { restartNumbers } from "../data/restart.ts";
import { type Draft, notice, refuse } from "../draft.ts";
import { findRelation, setRelation } from "../look-up.ts";
import { requireType } from "../objects/require.ts";
import { isThereAlready, placeOfNew } from "./creation.ts";
import { isTable, requireColumn, requireRelation, type Wanted, written } from "./require.ts";
import { changedDefinition, sequenceDefinition } from "./sequences.ts";

export function createSequence(draft: Draft, effect: CreateSequence): void {
  const place = placeOfNew(draft, effect.name, effect.temporary);
  const name = effect.name.name;
  if (isThereAlready(draft, place, name, effect.guard)) return;
  if (effect.sequence.type) requireType(draft, effect.sequence.type);
  const { schema, key } = place;
  setRelation(draft, key, {
    kind: "sequence",
    schema,
    name,
    origin: draft.origin,
    definition: sequenceDefinition(canonical(effect.sequence)),
  });
  ownBy(draft, key, effect.sequence);
}

/** `AS integer` and `AS int4` are the same type. */
const canonical = ({ options, type }: SequenceSpec): Readonly<Record<string, string>> =>
  type ? { ...options, as: type.name } : options;

const aSequence: Wanted = {
  kinds: ["sequence"],
  otherwise: (name) => ["42809", `"${name}" is not a sequence`],
};

export function alterSequence(draft: Draft, effect: AlterSequence): void {
  if (effect.guard && findRelation(draft.catalog, effect.name).found === "absent") {
    notice(draft, `relation "${written(effect.name)}" does not exist, skipping`);
    return;
  }
  const { key, relation } = requireRelation(draft, effect.name, aSequence);
  if (relation.kind !== "sequence") return;
  setRelation(draft, key, {
    ...relation,
    definition: changedDefinition(relation.definition, canonical(effect.sequence)),
  });
  if (effect.sequence.restarts) restartNumbers(draft, key);
  ownBy(draft, key, effect.sequence);
}

const owner: Wanted = {
  kinds: ["table", "partitioned table", "foreign table", "view"],
  otherwise: (name) => ["42809", `sequence cannot be owned by relation "${name}"`],
};

/** process_owned_by */
function ownBy(draft: Draft, key: string, { ownedBy }: SequenceSpec): void {
  const sequence = draft.catalog.relations.known.get(key);
  if (!ownedBy || sequence?.kind !== "sequence") return;
  const subject = { class: "sequence" as const, schema: sequence.schema, name: sequence.name };
  const change = (to: Sequence["ownedBy"]): void => {
    const { ownedBy: before, ...kept } = sequence;
    setRelation(draft, key, { ...kept, ...(to ? { ownedBy: to } : {}) });
  };
  if (ownedBy === "none") {
    forbidIdentity(sequence);
    return change(undefined);
  }
  const { key: table, relation } = requireRelation(draft, ownedBy.table, owner);
  if (relation.schema !== sequence.schema)
    refuse("55000", "sequence must be in same schema as table it is linked to", subject);
  if (isTable(relation)) requireColumn(draft, table, relation, ownedBy.column);
  forbidIdentity(sequence);
  change({ table, column: ownedBy.column });
}

function forbidIdentity(sequence: Sequence): void {
  if (sequence.identity)
    refuse("0A000", "cannot change ownership of identity sequence", {
      class: "sequence",
      schema: sequence.schema,
      name: sequence.name,
    });
}
