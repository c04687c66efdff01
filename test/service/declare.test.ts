import { beforeAll, describe, expect, test } from "vitest";
import { readSettings } from "../../server/src/config/settings.ts";
import { readSurroundings } from "../../server/src/config/surroundings.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { applyEdits } from "../../server/src/text/edits.ts";
import { newParser } from "../support/parser.ts";

/** Fixes of what a fresh database lacks: declared, made, or called what was meant. */
let service: Service;

beforeAll(async () => {
  service = createService(await newParser());
});

const options = { rerun: "off", disabledRules: [] } as const;
const name = "/repo/safe-migrations.json";

/** A history in /repo/db/migrations, with the settings file of the repository, if there is one. */
function opened(last: string, settings?: string, first = "CREATE TABLE orders (id int);") {
  const files = [first, last].map((text, index) => ({
    path: `/repo/db/migrations/000${index + 1}_a.sql`,
    text,
  }));
  const nearby = [
    { path: "/repo/package.json", text: "{}" },
    ...(settings === undefined ? [] : [{ path: name, text: settings }]),
  ];
  const given = readSettings(undefined).settings;
  const [history] = service.open(files, readSurroundings("/repo", nearby, given));
  const path = files.at(-1)?.path;
  if (!history || path === undefined) throw new Error("no history");
  return service.check(history, path, options).findings.map((finding) => ({
    finding,
    fixes: service.fixes(history, finding, options),
  }));
}

function declared(last: string, settings?: string): string | undefined {
  const [found, ...more] = opened(last, settings);
  expect(more).toEqual([]);
  const fix = found?.fixes.find((one) => one.title.startsWith("Declare"));
  const [file] = fix?.others ?? [];
  expect(file?.path).toBe(file && name);
  expect(file?.created).toBe(file && settings === undefined ? true : undefined);
  const text = file && applyEdits(settings ?? "", file.edits);
  if (text !== undefined) expect(opened(last, text)).toEqual([]);
  return text;
}

describe("declaring it in safe-migrations.json: nothing is said any more", () => {
  test.each([
    ["a role", "GRANT SELECT ON orders TO reporting;", "roles", "reporting"],
    [
      "an extension",
      "ALTER TABLE orders ADD COLUMN n uuid DEFAULT uuid_generate_v4();",
      "extensions",
      "uuid-ossp",
    ],
    ["a schema", "CREATE TABLE billing.invoices (id int);", "schemas", "billing"],
    ["a table", "ALTER TABLE customers ADD COLUMN n int;", "tables", "customers"],
  ])("%s, in a new file", (_, sql, kind, what) => {
    expect(JSON.parse(declared(sql) ?? "")).toEqual({ environment: { [kind]: [what] } });
  });

  test("in the file that is there, whose comments stay", () => {
    const settings = `{\n  // ours\n  "environment": {\n    "roles": ["app"]\n  }\n}\n`;
    expect(declared("GRANT SELECT ON orders TO reporting;", settings)).toBe(
      settings.replace('["app"]', '["app", "reporting"]'),
    );
  });

  test("in the entry of the folder, where that says which roles there are", () => {
    const settings = {
      environment: { roles: ["other"] },
      histories: [{ folder: "db/migrations", environment: { roles: ["app"] } }],
    };
    const text = declared("GRANT SELECT ON orders TO reporting;", JSON.stringify(settings));
    expect(JSON.parse(text ?? "")).toEqual({
      ...settings,
      histories: [{ folder: "db/migrations", environment: { roles: ["app", "reporting"] } }],
    });
  });
});

describe("the other ways out", () => {
  const first = (last: string, given?: string) => {
    const [found] = opened(last, undefined, given);
    const [fix] = found?.fixes ?? [];
    const text = fix && applyEdits(last, fix.edits);
    if (text !== undefined) expect(opened(text, undefined, given)).toEqual([]);
    return text;
  };

  test("did you mean: the name of a table or column that is there", () => {
    expect(first("ALTER TABLE ordrs ADD COLUMN n int;")).toBe(
      "ALTER TABLE orders ADD COLUMN n int;",
    );
    expect(
      first("CREATE INDEX i ON orders (totl);", "CREATE TABLE orders (id int, total int);"),
    ).toBe("CREATE INDEX i ON orders (total);");
  });

  test("no name is meant that is more than two letters away", () => {
    const [found] = opened("ALTER TABLE invoices ADD COLUMN n int;");
    expect(found?.finding.detail).not.toContain("Did you mean");
    expect(found?.fixes.map((one) => one.title.split(" ")[0])).toEqual(["Declare"]);
  });

  test("a role: the block that makes it, behind a guard", () => {
    expect(first("GRANT SELECT ON orders TO reporting;")).toBe(
      "DO $$\nBEGIN\n  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reporting') THEN\n    CREATE ROLE reporting NOLOGIN;\n  END IF;\nEND\n$$;\n\nGRANT SELECT ON orders TO reporting;",
    );
  });
});
