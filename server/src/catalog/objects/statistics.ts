import type { CreateStatistics } from "../../effects/objects/statistics.ts";
import { type Draft, notice, refuse } from "../draft.ts";
import { plainNames } from "../look-up.ts";
import { find, isThere } from "../names.ts";
import { joinColumns, makeObjectName } from "../relations/choose-name.ts";
import type { Wanted } from "../relations/require.ts";
import { requireColumns } from "./children.ts";
import { creationPlace, mayExist } from "./place.ts";
import { putPlain } from "./plain.ts";
import { requireNamespaced } from "./require-object.ts";

/** The table first, then the name, then the columns. Without a name PostgreSQL makes up another one each time. */
export function createStatistics(draft: Draft, effect: CreateStatistics): void {
  const { key, relation } = requireNamespaced(draft, effect.table, analysed);
  const schema = effect.name ? creationPlace(draft, effect.name) : relation.schema;
  const name = effect.name?.name ?? chosenName(draft, schema, relation.name, effect.items);
  const found = find(plainNames(draft.catalog, "statistics"), `${schema}.${name}`);
  const message = `statistics object "${name}" already exists`;
  if (isThere(found)) {
    if (effect.guard === "if not exists") return notice(draft, `${message}, skipping`);
    refuse("42710", message, { class: "statistics", schema, name });
  }
  if (found === "unknown" && effect.name && effect.guard === undefined)
    mayExist(draft, `statistics object "${name}"`);
  requireColumns(
    draft,
    key,
    relation,
    effect.columns,
    (column) => `column "${column}" does not exist`,
  );
  const named = effect.items.filter((item) => item !== undefined);
  if (new Set(named).size < named.length)
    refuse("42701", "duplicate column name in statistics definition", {
      class: "statistics",
      schema,
      name,
    });
  const owner = relation.owner ?? draft.catalog.session.role;
  putPlain(draft, "statistics", `${schema}.${name}`, {
    name,
    schema,
    definition: effect.definition,
    origin: draft.origin,
    needs: [key, ...new Set(effect.columns.map((column) => `${key}.${column}`))],
    ...(owner === undefined ? {} : { owner }),
  });
}

const analysed: Wanted = {
  kinds: ["table", "partitioned table", "foreign table", "materialized view"],
  otherwise: (name) => ["42809", `cannot define statistics for relation "${name}"`],
};

/** ChooseExtendedStatisticName: table, columns (`expr` for expressions), `stat`, and a number where it is taken. */
function chosenName(
  draft: Draft,
  schema: string,
  table: string,
  items: readonly (string | undefined)[],
): string {
  const columns = joinColumns(items.map((item) => item ?? "expr"));
  const names = plainNames(draft.catalog, "statistics");
  for (let pass = 0; ; pass++) {
    const name = makeObjectName(table, columns, pass === 0 ? "stat" : `stat${pass}`);
    if (!isThere(find(names, `${schema}.${name}`))) return name;
  }
}
