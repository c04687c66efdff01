import { beforeAll, describe, expect, test } from "vitest";
import { nothingSaid } from "../../server/src/history/declared.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";

/** What comments silence, beside what the examples of the rules show. */
let service: Service;

beforeAll(async () => {
  service = createService(await newParser());
});

function told(
  texts: Readonly<Record<string, string>>,
  runner: string,
): readonly (readonly string[])[] {
  const files = Object.entries(texts).map(([name, text]) => ({ path: `db/${name}`, text }));
  const declared = { ...nothingSaid, runner };
  const [history] = service.open(files, { base: "", nearby: [], declared: () => declared });
  if (!history) throw new Error("no history");
  return files.map(({ path }) =>
    service
      .check(history, path, { rerun: "auto", disabledRules: [] })
      .findings.map((one) => one.rule),
  );
}

describe("what is said of the set of files", () => {
  const first = "CREATE TABLE IF NOT EXISTS a (id int);";
  const second = "CREATE TABLE IF NOT EXISTS b (id int);";

  test("a comment above the first statement silences it, as one for the file does", () => {
    const twice = (text: string) =>
      told({ "1_a.up.sql": first, "1_b.up.sql": text }, "golang-migrate")[1];
    expect(twice(second)).toEqual(["history/duplicate-version"]);
    expect(twice(`-- safe-migrations-ignore duplicate-version: x\n${second}`)).toEqual([]);
    expect(twice(`${second}\n-- safe-migrations-ignore-file duplicate-version: x\n`)).toEqual([]);
  });

  test("a comment that silences another rule does not, and is said to be idle", () => {
    const text = `-- safe-migrations-ignore late-version: x\n${second}`;
    expect(told({ "1_a.up.sql": first, "1_b.up.sql": text }, "golang-migrate")[1]).toEqual([
      "history/duplicate-version",
      "comments/unused-ignore",
    ]);
  });

  test("a reverse in a file of its own has comments of its own", () => {
    const files = (down: string) => ({ "1_a.up.sql": first, "1_a.down.sql": down });
    expect(told(files("SELECT 1;"), "golang-migrate")[1]).toEqual(["history/down-incomplete"]);
    const silenced = "-- safe-migrations-ignore down-incomplete: kept on purpose\nSELECT 1;";
    expect(told(files(silenced), "golang-migrate")[1]).toEqual([]);
  });
});

describe("in a program", () => {
  const revision = (comment: string) =>
    `revision = "a"\ndown_revision = None\n\ndef upgrade():\n    ${comment}\n    op.execute("""\n        CREATE TABLE t (id int)\n    """)\n\ndef downgrade():\n    op.execute("DROP TABLE t")\n`;

  test("a comment of the program above a call silences what is said of its SQL", () => {
    const [found] = told({ "a.py": revision("pass") }, "alembic");
    expect(found).toEqual(["rerun/create-if-not-exists"]);
    const comment = "# safe-migrations-ignore create-if-not-exists: Alembic keeps a record";
    expect(told({ "a.py": revision(comment) }, "alembic")).toEqual([[]]);
    const other = "# safe-migrations-ignore guard-needed: Alembic keeps a record";
    expect(told({ "a.py": revision(other) }, "alembic")).toEqual([
      ["rerun/create-if-not-exists", "comments/unused-ignore"],
    ]);
  });
});
