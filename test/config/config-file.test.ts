import { describe, expect, test } from "vitest";
import { readSettings } from "../../server/src/config/settings.ts";
import { configProblems, readSurroundings } from "../../server/src/config/surroundings.ts";
import { openHistories } from "../../server/src/history/open.ts";

const sql = (...paths: readonly string[]) =>
  paths.map((path) => ({ path, text: "CREATE TABLE t (id int);\n" }));

function open(files: Readonly<Record<string, string>>, paths: readonly string[]) {
  const nearby = Object.entries(files).map(([path, text]) => ({ path: `/w/${path}`, text }));
  const configured = readSurroundings("/w", nearby, readSettings(undefined).settings);
  const histories = openHistories(sql(...paths), configured);
  const problems = configProblems(configured, histories).map(
    ({ path, start, message }) => `${path}:${start.line + 1}:${start.character + 1}: ${message}`,
  );
  return { histories, problems };
}

describe("safe-migrations.json", () => {
  test("a history's entry holds over what holds for all, and histories do not mix", () => {
    const { histories, problems } = open(
      {
        "safe-migrations.json": JSON.stringify({
          runner: "goose",
          postgresVersion: 15,
          environment: { preset: "supabase", roles: ["app"] },
          rules: { "rerun/guard-needed": "error" },
          histories: [
            {
              folder: "two",
              runner: "flyway",
              postgresVersion: 17,
              environment: { preset: "none", tables: ["legacy.users"] },
            },
          ],
        }),
      },
      ["one/1_a.sql", "two/V1__a.sql"],
    );
    expect(problems).toEqual([]);
    expect(
      histories.map(({ folder, runner, postgresVersion, environment, severities }) => ({
        folder,
        runner: runner.id,
        postgresVersion,
        environment,
        severities,
      })),
    ).toEqual([
      {
        folder: "one",
        runner: "goose",
        postgresVersion: 15,
        environment: {
          preset: "supabase",
          roles: ["app"],
          schemas: [],
          extensions: [],
          tables: [],
        },
        severities: { "rerun/guard-needed": "error" },
      },
      {
        folder: "two",
        runner: "flyway",
        postgresVersion: 17,
        environment: { roles: ["app"], schemas: [], extensions: [], tables: ["legacy.users"] },
        severities: { "rerun/guard-needed": "error" },
      },
    ]);
  });

  test("it overrides what the files say", () => {
    const { histories } = open({ "safe-migrations.json": '{ "runner": "sqlx" }' }, [
      "m/1_a.up.sql",
      "m/1_a.down.sql",
    ]);
    expect(histories[0]?.runner.id).toBe("sqlx");
    expect(histories[0]?.because).toBe("safe-migrations.json");
  });

  test("the nearest one counts", () => {
    const { histories } = open(
      {
        "safe-migrations.json": '{ "postgresVersion": 14 }',
        "app/safe-migrations.json": '{ "postgresVersion": 18 }',
      },
      ["m/1_a.sql", "app/m/1_a.sql"],
    );
    expect(histories.map((one) => one.postgresVersion)).toEqual([14, 18]);
  });

  test("a baseline is found beside it", () => {
    const { histories } = open(
      {
        "app/safe-migrations.json": '{ "environment": { "baseline": "base/before.sql" } }',
        "app/base/before.sql": "CREATE ROLE app;\n",
      },
      ["app/m/1_a.sql"],
    );
    expect(histories[0]?.environment.baseline).toEqual({
      path: "/w/app/base/before.sql",
      text: "CREATE ROLE app;\n",
    });
  });

  const wrong: readonly (readonly [string, string, string])[] = [
    ["no JSON", '{\n  "runner": goose\n}', "2:13: this is no JSON: InvalidSymbol"],
    ["an unknown tool", '{ "runner": "gose" }', "1:13: runner: must be one of auto, goose"],
    [
      "an unknown key of an entry",
      '{ "histories": [{ "folder": "m", "runer": "goose" }] }',
      "1:16: histories: entry 1: runer: there is no such key",
    ],
    [
      "an entry without a folder",
      '{ "histories": [{ "runner": "goose" }] }',
      "1:16: histories: entry 1: folder is missing",
    ],
    [
      "two entries for one folder",
      '{ "histories": [{ "folder": "m" },\n{ "folder": "m/" }] }',
      "2:1: histories: entry 1 speaks of m already; that one counts",
    ],
    [
      "a tool that takes none of the files",
      '{ "histories": [{ "folder": "m", "runner": "flyway" }] }',
      "1:29: flyway takes no file of m for a migration of its own",
    ],
    [
      "a baseline that is not there",
      '{ "environment": { "baseline": "before.sql" } }',
      "1:32: baseline: there is no file before.sql",
    ],
    [
      "an unknown rule",
      '{ "rules": { "rerun/nope": "off" } }',
      "1:28: rules: there is no rule rerun/nope",
    ],
    [
      "a version that nobody has",
      '{ "postgresVersion": 9 }',
      "1:22: postgresVersion: must be a whole number from 12 to 18",
    ],
  ];
  test.each(wrong)("%s is told on the file, and the rest works", (_, text, expected) => {
    const { histories, problems } = open({ "safe-migrations.json": text }, [
      "m/1_a.sql",
      "n/1_a.sql",
    ]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`/w/safe-migrations.json:${expected}`);
    expect(histories.find((one) => one.folder === "n")?.files).toHaveLength(1);
  });
});
