import type { TypeName } from "../catalog.ts";
import { keyName, relationKey } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { linkedTo } from "../relations/links.ts";
import { pointedColumns, sweepRoutines } from "../relations/rename.ts";
import { renameNeeds } from "./needs.ts";

/** A type is called otherwise from now on: columns, domains, routines and whatever needs it follow. */
export function renameTypeKey(draft: Draft, from: string, to: string): void {
  for (const { key, relation } of linkedTo(draft.catalog, from)) {
    if (relation.kind === "index" || !("columns" in relation)) continue;
    const columns = pointedColumns(relation.columns, from, to);
    if (columns !== relation.columns) setRelation(draft, key, { ...relation, columns });
  }
  const { types } = draft.catalog;
  const known = types.known.map((type) =>
    type.kind === "domain" && type.base !== "unknown" && keyOf(type.base) === from
      ? { ...type, base: named(type.base, to) }
      : type,
  );
  if (!known.equals(types.known)) draft.catalog = { ...draft.catalog, types: { ...types, known } };
  sweepRoutines(draft, from, to);
  renameNeeds(draft, `type:${from}`, `type:${to}`);
  renameNeeds(draft, `part of type:${from}`, `part of type:${to}`);
}

const keyOf = (type: TypeName): string => relationKey(type.schema, type.name);

const named = (type: TypeName, key: string): TypeName => ({ ...type, ...keyName(key) });
