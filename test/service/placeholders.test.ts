import { describe, expect, test } from "vitest";
import { createService } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";

const options = { rerun: "auto", disabledRules: [] } as const;

async function syntaxErrors(text: string): Promise<readonly string[]> {
  const service = createService(await newParser());
  const path = "migrations/001_a.sql";
  const [history] = service.open([{ path, text }]);
  const { findings } = service.check(history ?? service.alone({ path, text }), path, options);
  return findings
    .filter((one) => one.rule === "first-run/syntax-error")
    .map(({ span }) => text.slice(span.start, span.end));
}

describe("marks that a program fills in before PostgreSQL sees the file", () => {
  test.each([
    "CREATE TABLE :SCHEMA.jobs (id int);",
    "SELECT :'name';",
    "GRANT SELECT ON t TO {{ .role }};",
    "CREATE SCHEMA ${schema};",
    "ALTER TABLE t OWNER TO :owner;",
    'ALTER TABLE "{{ index .Options "Namespace" }}".users ADD COLUMN n int;',
  ])("%s is not called a mistake", async (text) => {
    expect(await syntaxErrors(text)).toEqual([]);
  });

  test("what is wrong without them is still told", async () => {
    expect(await syntaxErrors("CREATE TABEL :SCHEMA.jobs (id int);")).toEqual(["TABEL"]);
    expect(await syntaxErrors("SELECT 1 +;")).not.toEqual([]);
  });

  test("nor is what a block runs", async () => {
    const service = createService(await newParser());
    const block =
      'DO $$ BEGIN ALTER TABLE {{ index .Options "Namespace" }}.users ADD COLUMN n int; END $$;';
    const files = [
      { path: "migrations/001_a.sql", text: "CREATE TABLE a (id int);" },
      { path: "migrations/002_b.sql", text: block },
    ];
    const [history] = service.open(files);
    if (!history) throw new Error("no history");
    const { findings } = service.check(history, "migrations/002_b.sql", options);
    expect(findings.filter((one) => one.severity === "error")).toEqual([]);
  });
});
