import type { SequenceSpec } from "../../effects/relations/sequence-spec.ts";
import type { Catalog, Sequence } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, refuse } from "../draft.ts";
import { findTaken, setRelation } from "../look-up.ts";
import { isThere } from "../names.ts";
import { chooseRelationName } from "./choose-name.ts";
import { type Linked, linkedTo } from "./links.ts";

/** The sequence of a serial or identity column: `t_c_seq`, or the next free name; the table's owner has it. Its key. */
export function createOwnedSequence(
  draft: Draft,
  table: { readonly schema: string; readonly name: string; readonly owner?: string },
  owner: { readonly table: string; readonly column: string },
  spec: SequenceSpec,
  type: "int2" | "int4" | "int8",
  identity = false,
): string {
  const schema = spec.name?.schema ?? table.schema;
  const name =
    spec.name?.name ??
    chooseRelationName(draft.catalog, schema, [table.name, owner.column, "seq"], "for a relation");
  const key = relationKey(schema, name);
  if (spec.name && isThere(findTaken(draft.catalog, key)))
    refuse("42P07", `relation "${name}" already exists`, { class: "sequence", schema, name });
  setRelation(draft, key, {
    kind: "sequence",
    schema,
    name,
    origin: draft.origin,
    ownedBy: owner,
    ...(table.owner === undefined ? {} : { owner: table.owner }),
    ...(identity ? { identity: true as const } : {}),
    definition: sequenceDefinition({ as: type, ...spec.options }),
  });
  return key;
}

/** Options by name, in canonical text; what is not said is PostgreSQL's default. */
export const sequenceDefinition = (options: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));

export function changedDefinition(
  definition: string,
  options: Readonly<Record<string, string>>,
): string {
  if (definition === "unknown") return definition;
  const known = Object.fromEntries(JSON.parse(definition) as [string, string][]);
  return sequenceDefinition({ ...known, ...options });
}

export const sequencesOf = (
  catalog: Catalog,
  table: string,
  column?: string,
): readonly Linked<Sequence>[] =>
  linkedTo(catalog, table).flatMap(({ key, relation }) =>
    relation.kind === "sequence" &&
    relation.ownedBy?.table === table &&
    (column === undefined || relation.ownedBy.column === column)
      ? [{ key, relation }]
      : [],
  );
