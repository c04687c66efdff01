import type { PGlite } from "@electric-sql/pglite";
import type { Catalog, Row } from "../../../server/src/catalog/catalog.ts";
import { isTable } from "../../../server/src/catalog/relations/require.ts";

/** The rows of each table as sorted lines; "*" for a value that is not a constant. */
export type Contents = Readonly<Record<string, readonly string[]>>;

/** Tables of which the engine says that it knows all rows. */
export function engineContents(catalog: Catalog): Contents {
  const contents: Record<string, readonly string[]> = {};
  catalog.relations.known.forEach((relation, key) => {
    if (!isTable(relation) || relation.kind !== "table" || !relation.rows.complete) return;
    if (!relation.columns.complete) return;
    const columns = [...relation.columns.known.values()].sort((a, b) => a.position - b.position);
    contents[key] = relation.rows.known
      .toArray()
      .map((row) => columns.map(({ name }) => cell(row, name)).join("|"))
      .sort();
  });
  return contents;
}

function cell(row: Row, column: string): string {
  const value = row.values.get(column);
  return value?.kind === "constant" ? (value.text ?? "NULL") : "*";
}

export async function postgresContents(db: PGlite, tables: readonly string[]): Promise<Contents> {
  const contents: Record<string, readonly string[]> = {};
  for (const key of tables) {
    const [schema, name] = key.split(".");
    const { rows } = await db.query<Record<string, string | null>>(
      `select * from (select (jsonb_each_text(to_jsonb(t))).*, ctid::text as row from "${schema}"."${name}" t) x`,
    );
    const lines = new Map<string, Map<string, string>>();
    for (const { row = "", key: column, value } of rows) {
      const line = lines.get(row ?? "") ?? new Map<string, string>();
      line.set(column ?? "", value ?? "NULL");
      lines.set(row ?? "", line);
    }
    const { rows: order } = await db.query<{ attname: string }>(
      `select attname from pg_attribute where attrelid = '"${schema}"."${name}"'::regclass and attnum > 0 and not attisdropped order by attnum`,
    );
    contents[key] = [...lines.values()]
      .map((line) => order.map(({ attname }) => line.get(attname) ?? "NULL").join("|"))
      .sort();
  }
  return contents;
}

/** Whether what the engine knows of the rows is what PostgreSQL has; "*" stands for anything. */
export function differingTables(ours: Contents, theirs: Contents): readonly string[] {
  return Object.entries(ours).flatMap(([table, rows]) => {
    const real = theirs[table] ?? [];
    const left = [...real];
    const fits = rows.every((row) => {
      const at = left.findIndex((line) => sameLine(row, line));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
    return fits && rows.length === real.length
      ? []
      : [`${table}: engine ${JSON.stringify(rows)}, PostgreSQL ${JSON.stringify(real)}`];
  });
}

function sameLine(ours: string, theirs: string): boolean {
  const [a, b] = [ours.split("|"), theirs.split("|")];
  return (
    a.length === b.length && a.every((one, index) => one === "*" || plain(one) === plain(b[index]))
  );
}

/** JSON has true where text has t; its own spacing for jsonb and arrays is not compared. */
const plain = (text: string | undefined): string =>
  (text ?? "")
    .replace(/^(true|t)$/, "t")
    .replace(/^(false|f)$/, "f")
    .replace(/[[\]{}"\s]/g, "");
