import type {
  ImportForeignSchema,
  MaintainAll,
  MaintainRelation,
  MoveAllInTablespace,
  Truncate,
} from "../../effects/relations/maintain.ts";
import { forgetAbove } from "../data/relatives.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { findRelation, setRelation } from "../look-up.ts";
import { isThere } from "../names.ts";
import { requirePlain, requireSchema } from "../objects/require.ts";
import { requireIndexOf } from "./alter-relation.ts";
import { childrenOf, linkedTo } from "./links.ts";
import {
  aTable,
  isTable,
  requireColumn,
  requireRelation,
  requireTable,
  updateTable,
  type Wanted,
} from "./require.ts";
import { noRows } from "./rows.ts";

/** ExecuteTruncate: a table that another one refers to goes only together with it. */
export function truncate(draft: Draft, effect: Truncate): void {
  const keys: string[] = [];
  const include = (key: string, only: boolean): void => {
    if (keys.includes(key)) return;
    keys.push(key);
    if (!only) for (const child of childrenOf(draft.catalog, key)) include(child.key, false);
  };
  for (const { table: name, only } of effect.tables) {
    const { key, table } = requireTable(draft, name);
    if (only && table.kind === "partitioned table")
      refuse("42809", "cannot truncate only a partitioned table", {
        class: "table",
        schema: table.schema,
        name: table.name,
      });
    include(key, only);
  }
  for (const key of keys)
    for (const { key: from, relation } of linkedTo(draft.catalog, key)) {
      if (!isTable(relation) || keys.includes(from)) continue;
      const refers = relation.constraints.known.some(
        (constraint) => constraint.references?.relation === key,
      );
      if (!refers) continue;
      if (!effect.cascade)
        refuse("0A000", "cannot truncate a table referenced in a foreign key constraint", {
          class: "table",
          name: key.slice(key.indexOf(".") + 1),
        });
      include(from, false);
    }
  for (const key of keys) forgetAbove(draft, key, "delete");
  for (const key of keys) updateTable(draft, key, (table) => ({ ...table, rows: noRows }));
  draft.touched = true;
}

const anIndex: Wanted = {
  kinds: ["index"],
  otherwise: (name) => ["42809", `"${name}" is not an index`],
};

const words: Readonly<Record<MaintainRelation["command"], Wanted>> = {
  lock: {
    kinds: ["table", "partitioned table", "view"],
    otherwise: (name) => ["42809", `cannot lock relation "${name}"`],
  },
  cluster: { ...aTable, kinds: ["table", "partitioned table", "materialized view"] },
  reindex: {
    kinds: ["table", "partitioned table", "materialized view"],
    otherwise: (name) => ["42809", `"${name}" is not a table or materialized view`],
  },
  // VACUUM and ANALYZE warn of what they cannot work on, and skip it.
  vacuum: { kinds: ["unknown"], otherwise: () => ["", ""] },
  analyze: { kinds: ["unknown"], otherwise: () => ["", ""] },
};

export function maintainRelation(draft: Draft, effect: MaintainRelation): void {
  const anything = effect.command === "vacuum" || effect.command === "analyze";
  const { key, found } = findRelation(draft.catalog, effect.relation);
  draft.touched = true;
  if (anything && found !== "absent" && found !== "unknown") {
    if (!isTable(found)) return;
    for (const column of effect.columns) requireColumn(draft, key, found, column);
    return;
  }
  const wanted = effect.as === "index" ? anIndex : anything ? aTable : words[effect.command];
  const { relation } = requireRelation(draft, effect.relation, wanted);
  if (effect.index !== undefined) requireIndexOf(draft, key, relation, effect.index);
}

export function maintainAll(draft: Draft, effect: MaintainAll): void {
  if (effect.of === "schema" && effect.name !== undefined) requireSchema(draft, effect.name);
  draft.touched = true;
}

export function moveAllInTablespace(draft: Draft, effect: MoveAllInTablespace): void {
  for (const name of [effect.from, effect.to])
    requirePlain(draft, "tablespace", name, "42704", `tablespace "${name}" does not exist`);
  draft.touched = true;
  const from = effect.from === "pg_default" ? undefined : effect.from;
  draft.catalog.relations.known.forEach((relation, key) => {
    if (!("options" in relation) || relation.options.get("tablespace") !== from) return;
    const options =
      effect.to === "pg_default"
        ? relation.options.delete("tablespace")
        : relation.options.set("tablespace", effect.to);
    setRelation(draft, key, { ...relation, options });
  });
}

/** What the foreign server has is not known. */
export function importForeignSchema(draft: Draft, effect: ImportForeignSchema): void {
  const message = `server "${effect.server}" does not exist`;
  requirePlain(draft, "server", effect.server, "42704", message);
  requireSchema(draft, effect.into);
  doubt(draft, `what server "${effect.server}" holds is not known`);
  for (const name of effect.tables ?? []) {
    const wanted: Wanted = { ...aTable, kinds: ["foreign table"] };
    const { found } = findRelation(draft.catalog, { schema: effect.into, name });
    if (isThere(found))
      refuse("42P07", `relation "${name}" already exists`, {
        class: "foreign table",
        schema: effect.into,
        name,
      });
    if (found === "unknown") requireRelation(draft, { schema: effect.into, name }, wanted);
  }
}
