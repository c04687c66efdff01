import type {
  AttachIndex,
  ChangeOwner,
  EnableRule,
  EnableTrigger,
  SetPersistence,
  SetRelationOptions,
  SetRowSecurity,
  SetRowType,
} from "../../effects/relations/alter-effects.ts";
import type { Relation, RewriteRule, Table, Trigger } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { find, isThere, type Names } from "../names.ts";
import { assumedChild, putChild } from "../objects/children.ts";
import { requirePlain, requireRole } from "../objects/require.ts";
import type { ObjectClass } from "../outcome.ts";
import { alteredTable, alterTarget, requireKind } from "./alter-target.ts";
import { indexesOf, linkedTo } from "./links.ts";
import { isTable, requireRelation, updateTable, type Wanted } from "./require.ts";
import { rowTypeColumns } from "./row-type.ts";
import { sequencesOf } from "./sequences.ts";
import {
  forbidAnyParameter,
  forbidOtherInToast,
  forbidOtherParameters,
  methodOf,
  type Taking,
} from "./storage-parameters.ts";

/** The commands of ALTER TABLE that are about the whole relation. */

export function changeOwner(draft: Draft, effect: ChangeOwner): void {
  const target = alterTarget(draft, effect.table, effect.as, effect.ifTableExists);
  if (!target) return;
  const { key, relation } = target;
  requireRole(draft, effect.owner);
  const owner = effect.owner;
  if (
    relation.kind === "sequence" &&
    relation.ownedBy &&
    relation.owner !== owner &&
    relation.origin !== "assumed"
  ) {
    const table = draft.catalog.relations.known.get(relation.ownedBy.table);
    if (table && table.owner !== owner)
      refuse("0A000", `cannot change owner of sequence "${relation.name}"`, {
        class: "sequence",
        schema: relation.schema,
        name: relation.name,
      });
  }
  setRelation(draft, key, { ...relation, owner });
  for (const { key: at, relation: sequence } of sequencesOf(draft.catalog, key))
    setRelation(draft, at, { ...sequence, owner });
}

export function setRelationOptions(draft: Draft, effect: SetRelationOptions): void {
  const target = alterTarget(draft, effect.table, effect.as, effect.ifTableExists);
  if (!target) return;
  const { key, relation } = target;
  forbidStorageParameters(relation, effect);
  if (effect.index !== undefined) requireIndexOf(draft, key, relation, effect.index);
  const tablespace = effect.options["tablespace"];
  if (typeof tablespace === "string")
    requirePlain(
      draft,
      "tablespace",
      tablespace,
      "42704",
      `tablespace "${tablespace}" does not exist`,
    );
  if (!("options" in relation)) {
    draft.touched = true;
    return;
  }
  const options = relation.options.withMutations((all) => {
    for (const [name, value] of Object.entries(effect.options)) {
      if (value === null) all.delete(name);
      else all.set(name, value);
    }
  });
  setRelation(draft, key, { ...relation, options });
}

/** RESET takes anything. */
function forbidStorageParameters(
  relation: Relation,
  { command, options }: SetRelationOptions,
): void {
  const sets = command === "SetRelOptions";
  if ((sets || command === "ResetRelOptions") && /^(sequence|foreign table)$/.test(relation.kind))
    requireKind(relation, sets ? "SET" : "RESET");
  if (!sets || relation.origin === "assumed") return;
  if (relation.kind === "partitioned table") return forbidAnyParameter(relation.name, options);
  const of = taking(relation);
  if (of === undefined) return;
  if ("oids" in options) refuse("22023", 'unrecognized parameter "oids"');
  forbidOtherParameters(of, options);
  if (of === "table") forbidOtherInToast(options);
}

function taking(relation: Relation): Taking | undefined {
  switch (relation.kind) {
    case "table":
    case "materialized view":
      return "table";
    case "view":
      return "view";
    case "index":
      return methodOf(relation);
    default:
      return undefined;
  }
}

/** CLUSTER ON, REPLICA IDENTITY USING INDEX: 42704 */
export function requireIndexOf(draft: Draft, key: string, relation: Relation, index: string): void {
  const found = find(draft.catalog.relations, relationKey(relation.schema, index));
  const message = `index "${index}" for table "${relation.name}" does not exist`;
  const elsewhere = isThere(found) && (found.kind !== "index" || found.table !== key);
  if (found === "absent") refuse("42704", message, { class: "index", name: index });
  if (elsewhere && found.kind !== "unknown")
    refuse("42809", `"${index}" is not an index for table "${relation.name}"`, {
      class: "index",
      name: index,
    });
  if (found === "unknown") doubt(draft, message);
}

/** ATPrepChangePersistence */
export function prepareSetPersistence(draft: Draft, effect: SetPersistence): void {
  const action = effect.persistence === "permanent" ? "SET LOGGED" : "SET UNLOGGED";
  const target = alterTarget(draft, effect.table, effect.as, effect.ifTableExists);
  if (!target) return;
  requireKind(target.relation, action, "table", "sequence");
  const { key, relation } = target;
  if (!("persistence" in relation)) return;
  if (relation.persistence === "temporary")
    refuse(
      "42P16",
      `cannot change logged status of table "${relation.name}" because it is temporary`,
      { class: "table", schema: relation.schema, name: relation.name },
    );
  if (isTable(relation)) forbidMixedKeys(draft, key, relation, effect);
}

export function setPersistence(draft: Draft, effect: SetPersistence): void {
  const { key } = alterTarget(draft, effect.table, effect.as, effect.ifTableExists) ?? {};
  if (key !== undefined)
    updateTable(draft, key, (table) => ({ ...table, persistence: effect.persistence }));
}

/** A logged table's foreign key may not lead to an unlogged one. */
function forbidMixedKeys(
  draft: Draft,
  key: string,
  table: Table,
  { persistence }: SetPersistence,
): void {
  const [word, other] =
    persistence === "unlogged" ? ["unlogged", "logged"] : ["logged", "unlogged"];
  const others =
    persistence === "unlogged"
      ? linkedTo(draft.catalog, key).filter(
          ({ relation }) => isTable(relation) && refersTo(relation, key),
        )
      : [...table.constraints.known.values()].flatMap(({ references }) => {
          const relation = references && draft.catalog.relations.known.get(references.relation);
          return references && relation ? [{ key: references.relation, relation }] : [];
        });
  for (const { key: at, relation } of others)
    if (
      at !== key &&
      isTable(relation) &&
      relation.origin !== "assumed" &&
      relation.persistence !== persistence
    )
      refuse(
        "42P16",
        `could not change table "${table.name}" to ${word} because it references ${other} table "${relation.name}"`,
        { class: "table", schema: table.schema, name: table.name },
      );
}

const refersTo = (table: Table, key: string): boolean =>
  table.constraints.known.some(({ references }) => references?.relation === key);

export function setRowSecurity(draft: Draft, effect: SetRowSecurity): void {
  const action = `${effect.change === "no force" ? "NO FORCE" : effect.change.toUpperCase()} ROW SECURITY`;
  const target = alteredTable(draft, effect, action, "table", "partitioned table");
  if (!target) return;
  updateTable(draft, target.key, (table) =>
    effect.change === "enable" || effect.change === "disable"
      ? { ...table, rowSecurity: effect.change === "enable" }
      : { ...table, forceRowSecurity: effect.change === "force" },
  );
}

export function enableTrigger(draft: Draft, effect: EnableTrigger): void {
  const action = `${effect.state === "disabled" ? "DISABLE" : "ENABLE"} TRIGGER`;
  const target = alteredTable(draft, effect, action);
  if (!target) return;
  const { key, table } = target;
  const { trigger, state } = effect;
  if (trigger === undefined) {
    const known = table.triggers.known.map((one) => ({ ...one, enabled: state }));
    updateTable(draft, key, (now) => ({ ...now, triggers: { ...now.triggers, known } }));
    return;
  }
  const missing = `trigger "${trigger}" for table "${table.name}" does not exist`;
  const found =
    child(draft, key, "trigger", table.triggers, trigger, missing) ??
    (assumedChild("trigger", trigger) as Trigger);
  putChild(draft, key, "trigger", { ...found, enabled: state });
}

export function enableRule(draft: Draft, effect: EnableRule): void {
  const action = `${effect.state === "disabled" ? "DISABLE" : "ENABLE"} RULE`;
  const target = alteredTable(draft, effect, action, "table", "partitioned table");
  if (!target) return;
  const { key, table } = target;
  const missing = `rule "${effect.rule}" for relation "${table.name}" does not exist`;
  const found =
    child(draft, key, "rule", table.rules, effect.rule, missing) ??
    (assumedChild("rule", effect.rule) as RewriteRule);
  putChild(draft, key, "rule", { ...found, enabled: effect.state });
}

function child<T>(
  draft: Draft,
  on: string,
  of: ObjectClass,
  names: Names<T>,
  name: string,
  missing: string,
): T | undefined {
  const found = find(names, name);
  if (found === "absent") return refuse("42704", missing, { class: of, name, on });
  if (found !== "unknown") return found as T;
  doubt(draft, missing);
  return undefined;
}

export function setRowType(draft: Draft, effect: SetRowType): void {
  const target = alteredTable(
    draft,
    effect,
    effect.type ? "OF" : "NOT OF",
    "table",
    "partitioned table",
  );
  if (!target) return;
  const { type } = effect;
  if (!type && target.table.options.get("of") === undefined && target.table.origin !== "assumed")
    refuse("42809", `"${target.table.name}" is not a typed table`, {
      class: "table",
      schema: target.table.schema,
      name: target.table.name,
    });
  if (type) rowTypeColumns(draft, type);
  updateTable(draft, target.key, (table) => ({
    ...table,
    options: type ? table.options.set("of", type.name) : table.options.delete("of"),
  }));
}

const anIndex: Wanted = {
  kinds: ["index"],
  otherwise: (name) => ["42809", `"${name}" is not an index`],
};

/** ALTER INDEX parent ATTACH PARTITION: attaching what is attached does nothing. */
export function attachIndex(draft: Draft, effect: AttachIndex): void {
  const parent = alterTarget(draft, effect.table, "index", effect.ifTableExists);
  if (!parent) return;
  const { key, relation } = requireRelation(draft, effect.index, anIndex);
  if (relation.kind !== "index" || relation.parent === parent.key) return;
  const another = indexesOf(draft.catalog, relation.table).some(
    ({ relation: other }) => other.parent === parent.key,
  );
  if (relation.parent !== undefined || another)
    refuse(
      "55000",
      `cannot attach index "${relation.name}" as a partition of index "${parent.relation.name}"`,
      { class: "index", schema: relation.schema, name: relation.name },
    );
  setRelation(draft, key, { ...relation, parent: parent.key });
}
