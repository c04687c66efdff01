import type { OnConflict } from "../../effects/data/write.ts";
import { doubt, refuse } from "../draft.ts";
import { find, isThere } from "../names.ts";
import { assumeKey } from "../relations/foreign-key.ts";
import { indexesOf } from "../relations/links.ts";
import type { UniqueKey } from "./keys.ts";
import { sameColumns, tableKeys } from "./table-keys.ts";
import { tableOf, type Writing } from "./writing.ts";

/** The unique keys that ON CONFLICT looks at. */
export type Arbiter = "any" | readonly UniqueKey[];

/** infer_arbiter_indexes: 42P10 where no unique index fits the target. */
export function requireArbiter(writing: Writing, { target }: OnConflict): Arbiter {
  const { draft, key, table, keys } = writing;
  if (!target) return "any";
  if (target.kind === "constraint") {
    const found = find(table.constraints, target.name);
    if (found === "absent")
      refuse("42704", `constraint "${target.name}" for table "${table.name}" does not exist`, {
        class: "constraint",
        name: target.name,
        on: key,
      });
    if (!isThere(found)) {
      doubt(draft, `constraint "${target.name}" was not created in view`);
      return "any";
    }
    const named = keys.filter((one) => one.index.constraint === target.name);
    return named.length > 0 ? named : "any";
  }
  const fitting = keys.filter(
    (one) =>
      sameColumns(one, target.columns) &&
      (one.predicate === undefined || target.where !== undefined),
  );
  if (fitting.length > 0) return fitting;
  if (table.constraints.complete && !hasOpenKeys(writing))
    refuse(
      "42P10",
      "there is no unique or exclusion constraint matching the ON CONFLICT specification",
      {
        class: "table",
        schema: table.schema,
        name: table.name,
      },
    );
  const columns = target.columns.filter((column) => column !== undefined);
  if (columns.length < target.columns.length || target.where) {
    doubt(draft, "the unique index of the ON CONFLICT target was not created in view");
    return "any";
  }
  assumeKey(draft, key, table, columns);
  writing.table = tableOf(draft, key) ?? table;
  writing.keys = tableKeys(draft.catalog, key, writing.table);
  return writing.keys.filter((one) => sameColumns(one, columns));
}

/** A unique index of which the columns were not seen. */
const hasOpenKeys = ({ draft, key }: Writing): boolean =>
  indexesOf(draft.catalog, key).some(
    ({ relation }) => relation.unique && relation.columns.length === 0,
  );
