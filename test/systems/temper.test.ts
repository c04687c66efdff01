import { beforeAll, describe, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { findings, seen } from "./found.ts";
import { mended } from "./mend.ts";
import {
  bad,
  badArray,
  crowded,
  fixed,
  fixedArray,
  late,
  paths,
  schema,
  unguarded,
  unguardedPolicy,
} from "./temper.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

const workspace = (main: string, constants = schema) => ({
  [paths.schema]: constants,
  [paths.main]: main,
});

describe.each([
  ["calls", bad, fixed],
  ["an array", badArray, undefined],
])("Temper, %s", (_, main, after) => {
  test("row 1: the table that no executed statement creates, where it is needed, with the call that is missing", () => {
    expect(seen(service, workspace(main))).toEqual([
      {
        rule: "first-run/never-created",
        path: paths.schema,
        text: "tenant_secrets",
        fixes: [
          "Run schema::CREATE_TENANT_SECRETS_TABLE before it",
          "Declare table tenant_secrets in safe-migrations.json: it is there before the first migration",
        ],
      },
    ]);
  });

  test("row 1: the quick fix alone mends it", () => {
    const files = mended(service, workspace(main));
    expect(seen(service, files)).toEqual([]);
    if (after) expect(files[paths.main]).toBe(after);
  });

  test("row 3: what the policy in the EXECUTE needs is told once, at its cause", () => {
    expect(findings(service, workspace(main))).toHaveLength(1);
  });
});

test.each([
  ["calls", fixed],
  ["an array", fixedArray],
])("the mended program with %s is silent", (_, main) => {
  expect(seen(service, workspace(main))).toEqual([]);
});

test("row 4: a table that is made after the step that needs it", () => {
  const [found] = findings(service, workspace(late));
  expect(found?.finding.rule).toBe("first-run/created-later");
  expect(found?.finding.path).toBe(paths.schema);
  expect(found?.finding.related[0]?.path).toBe(paths.schema);
  const after = mended(service, workspace(late));
  expect(seen(service, after)).toEqual([]);
  expect(after[paths.main]).toBe(fixed);
});

test("row 6: a statement that the next boot trips over is an error, and is mended in its constant", () => {
  const files = workspace(fixed, unguarded);
  const [found] = findings(service, files);
  expect(found?.finding).toMatchObject({
    rule: "rerun/create-if-not-exists",
    severity: "error",
    path: paths.schema,
  });
  expect(mended(service, files)[paths.schema]).toBe(schema);
});

test("row 6: so is a policy without a guard", () => {
  const files = workspace(fixed, unguardedPolicy);
  expect(seen(service, files).map((one) => [one.rule, one.text])).toEqual([
    ["rerun/guard-needed", "own_tenant"],
  ]);
  expect(seen(service, mended(service, files))).toEqual([]);
});

test("row 11: two statements in a text that is prepared", () => {
  expect(seen(service, workspace(fixed, crowded))).toEqual([
    {
      rule: "first-run/several-in-one",
      path: paths.schema,
      text: "CREATE INDEX IF NOT EXISTS events_tenant ON events (tenant)",
      fixes: ["Send it as it is, in one transaction: sqlx::raw_sql"],
    },
  ]);
  const after = mended(service, workspace(fixed, crowded));
  expect(seen(service, after)).toEqual([]);
  expect(after[paths.main]).toContain("sqlx::raw_sql(schema::CREATE_EVENTS_TABLE)");
});
