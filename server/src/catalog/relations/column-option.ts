import type { SetColumnOption } from "../../effects/relations/alter-effects.ts";
import type { Column } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { find, isThere } from "../names.ts";
import { alterTarget } from "./alter-target.ts";
import { changeColumn } from "./columns.ts";
import { overChildren } from "./over-children.ts";
import { isTable, refuseMissingColumn, requireColumn } from "./require.ts";

export function setColumnOption(draft: Draft, effect: SetColumnOption): void {
  const target = alterTarget(draft, effect.table, effect.as, effect.ifTableExists);
  if (!target) return;
  const { key, relation } = target;
  if (relation.kind === "index") return;
  if (isTable(relation)) {
    requireColumn(draft, key, relation, effect.column);
    overChildren(draft, key, effect.only, (at) =>
      changeColumn(draft, at, effect.column, (now) => withOption(now, effect)),
    );
    return;
  }
  if (relation.kind !== "view" && relation.kind !== "materialized view") return;
  const found = find(relation.columns, effect.column);
  if (found === "absent") refuseMissingColumn(relation, key, effect.column);
  if (!isThere(found)) return;
  const known = relation.columns.known.set(found.name, withOption(found, effect));
  setRelation(draft, key, { ...relation, columns: { ...relation.columns, known } });
}

function withOption(column: Column, { option, value }: SetColumnOption): Column {
  const options = column.options === undefined ? {} : (JSON.parse(column.options) as object);
  const changed = Object.entries({ ...options, [option]: value }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return { ...column, options: JSON.stringify(Object.fromEntries(changed)) };
}
