import type { Index, Relation } from "../catalog.ts";
import { both } from "../evaluate/env.ts";
import { oid, someValue, unknown } from "../evaluate/value.ts";
import { relationOid } from "./relations.ts";
import { candidates, nameOf, row, type SystemView, wantedKey, wantedText } from "./source.ts";

export const pgIndexes: SystemView = function* (catalog, wanted) {
  const asked = { schema: wantedText(wanted, "schemaname"), name: wantedText(wanted, "indexname") };
  const table = wantedText(wanted, "tablename");
  for (const { of, schema, name, presence } of candidates(catalog, catalog.relations, asked)) {
    if (of && of.kind !== "index" && of.kind !== "unknown") continue;
    const index = of?.kind === "index" ? of : undefined;
    const on = index && nameOf(index.table);
    if (on !== undefined && table !== undefined && on !== table) continue;
    yield row(
      { schemaname: schema, tablename: on ?? someValue, indexname: name, indexdef: someValue },
      both(presence, of?.kind === "unknown" ? "maybe" : "certain"),
    );
  }
};

export const pgIndex: SystemView = function* (catalog, wanted) {
  const asked = { key: wantedKey(wanted, "indexrelid") };
  const table = wantedKey(wanted, "indrelid");
  for (const candidate of candidates(catalog, catalog.relations, asked)) {
    const { of, presence } = candidate;
    if (of && of.kind !== "index" && of.kind !== "unknown") continue;
    const index = of?.kind === "index" ? of : undefined;
    if (index && table !== undefined && index.table !== table) continue;
    yield row(
      {
        indexrelid: relationOid(candidate),
        indrelid: index ? oid("relation", index.table) : someValue,
        indisunique: index ? index.unique : unknown,
        indisprimary: index ? isPrimary(catalog.relations.known.get(index.table), index) : unknown,
        indisvalid: true,
        indisready: true,
        indislive: true,
        indnatts: index ? index.columns.length + index.included.length : unknown,
        indnkeyatts: index ? index.columns.length : unknown,
        indpred: index ? (index.partial ? someValue : null) : unknown,
      },
      both(presence, of?.kind === "unknown" ? "maybe" : "certain"),
    );
  }
};

function isPrimary(table: Relation | undefined, index: Index): boolean {
  if (index.constraint === undefined || !table || !("constraints" in table)) return false;
  return table.constraints.known.get(index.constraint)?.type === "primary key";
}
