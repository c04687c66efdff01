import { expect, test } from "vitest";
import { openHistories } from "../../server/src/history/open.ts";
import { planMigration } from "../../server/src/scaffold/plan.ts";

const now = Date.UTC(2026, 10, 21, 9, 30, 0);

const cases: readonly (readonly [string, Record<string, string>, string, readonly string[]])[] = [
  [
    "six digits in pairs",
    { "m/000009_a.up.sql": "", "m/000009_a.down.sql": "" },
    "Add x",
    ["m/000010_add_x.up.sql", "m/000010_add_x.down.sql"],
  ],
  ["no leading zeros", { "m/1_a.sql": "", "m/10_b.sql": "" }, "c", ["m/11_c.sql"]],
  ["timestamps", { "m/20250101000000_a.sql": "-- migrate:up\n" }, "c", ["m/20261121093000_c.sql"]],
  [
    "a clock behind the last version",
    { "m/20990101000000_a.sql": "-- +goose Up\n" },
    "c",
    ["m/20990101000001_c.sql"],
  ],
  ["Flyway", { "m/V1__a.sql": "", "m/V2__b.sql": "" }, "c d", ["m/V3__c_d.sql"]],
  [
    "Prisma",
    { "p/migrations/20250101000000_init/migration.sql": "" },
    "c",
    ["p/migrations/20261121093000_c/migration.sql"],
  ],
  [
    "Diesel",
    { "migrations/2025-01-01-000000_a/up.sql": "", "migrations/2025-01-01-000000_a/down.sql": "" },
    "c",
    ["migrations/2026-11-21-093000_c/up.sql", "migrations/2026-11-21-093000_c/down.sql"],
  ],
  [
    "words joined by dashes",
    { "m/001-first-step.sql": "" },
    "Second step",
    ["m/002-second-step.sql"],
  ],
  ["a version of parts", { "m/V1_9__a.sql": "", "m/V1_10__b.sql": "" }, "c", ["m/V1_11__c.sql"]],
  [
    "a whole version after parts",
    { "m/V1.10__a.sql": "", "m/V2__b.sql": "" },
    "c",
    ["m/V3__c.sql"],
  ],
  [
    "timestamps with milliseconds",
    { "m/20250101120000000_a.sql": "" },
    "c",
    ["m/20261121093000000_c.sql"],
  ],
  ["timestamps to the minute", { "m/202501011200_a.sql": "" }, "c", ["m/202611210930_c.sql"]],
  ["accents and signs", { "m/1_a.sql": "" }, "  Zażółć e-mail! ", ["m/2_zazołc_e_mail.sql"]],
];

test.each(cases)("%s", (_, files, name, expected) => {
  const [history] = openHistories(Object.entries(files).map(([path, text]) => ({ path, text })));
  if (!history) throw new Error("no history");
  const names = Object.keys(files).map((path) => path.slice(history.folder.length + 1));
  const plan = planMigration(history, names, { kind: "blank", name, now });
  expect("files" in plan ? plan.files.map((file) => file.path) : plan.problem).toEqual(expected);
});
