import { expect, test } from "vitest";
import { rustPrograms } from "../../server/src/sources/rust/programs.ts";
import { bad, badArray, fixed, fixedArray, paths, schema } from "../systems/temper.ts";

const sends = (files: Readonly<Record<string, string>>): readonly string[] =>
  rustPrograms(Object.entries(files).map(([path, text]) => ({ path, text }))).flatMap(
    ({ source }) =>
      source.sends.map(
        ({ span }) => source.sql.slice(span.start, span.end).trim().split("\n")[0] ?? "",
      ),
  );

const temper = (main: string) => ({ [paths.schema]: schema, [paths.main]: main });

test("statements come in the order in which the program runs them", () => {
  const rls = [
    "ALTER TABLE events ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE tenant_secrets ENABLE ROW LEVEL SECURITY",
    expect.stringMatching(/^DO \$\$ BEGIN IF NOT EXISTS .* END \$\$$/),
  ];
  const made = ["tenants", "events", "tenant_secrets"].map(
    (name) => `CREATE TABLE IF NOT EXISTS ${name} (`,
  );
  expect(sends(temper(fixed))).toEqual([...made, ...rls]);
  expect(sends(temper(fixedArray))).toEqual([...made, ...rls]);
  expect(sends(temper(bad))).toEqual([...made.slice(0, 2), ...rls]);
  expect(sends(temper(badArray))).toEqual([...made.slice(0, 2), ...rls]);
});

test("functions that are called, files that are included and macros are followed; tests are not", () => {
  const text = `
const A: &str = concat!("CREATE TABLE a ", "(id int)");
async fn tables(c: &Client) { c.batch_execute(A).await?; }
pub async fn start(c: &Client) {
    tables(c).await?;
    c.batch_execute(include_str!("../sql/b.sql")).await?;
    c.batch_execute(&format!("DROP TABLE {}", name)).await?;
}
#[cfg(test)]
mod tests {
    async fn t(c: &Client) { c.batch_execute("CREATE TABLE t (id int)").await.unwrap(); }
}
`;
  expect(sends({ "src/main.rs": text, "sql/b.sql": "CREATE TABLE b (id int);" })).toEqual([
    "CREATE TABLE a (id int)",
    "CREATE TABLE b (id int);",
  ]);
});

test("queries alone make no history", () => {
  expect(
    sends({ "src/a.rs": `async fn f(p: &P) { sqlx::query("SELECT 1").execute(p).await?; }` }),
  ).toEqual([]);
});

test("statements for another database are not PostgreSQL's", () => {
  const text = `
use sqlx::{Connection as _, SqliteConnection};
async fn create(mut conn: SqliteConnection) {
    sqlx::query("CREATE TABLE files (id INTEGER PRIMARY KEY, end INTEGER)").execute(&mut conn).await?;
}
`;
  expect(sends({ "src/index.rs": text })).toEqual([]);
  const both = text.replace("SqliteConnection}", "PgPool, SqliteConnection}");
  expect(sends({ "src/index.rs": both })).toHaveLength(1);
});
