import { beforeAll, describe, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { applyEdits } from "../../server/src/text/edits.ts";
import { newParser } from "../support/parser.ts";
import { all, type Files, opened, options, seen } from "./found.ts";
import { mended } from "./mend.ts";
import * as raxx from "./raxx.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

const { paths } = raxx;

test.each([
  ["the tree", raxx.fixed],
  ["row 48: the operator is seeded by the revision", raxx.seedFixed],
  ["rows 49, 50: the role is made behind a guard", raxx.roleFixed],
  ["row 51: one head", raxx.headsFixed],
  ["row 54: a literal in the predicate", raxx.volatileFixed],
  ["row 56: dropped, then created", raxx.twiceFixed],
  ["rows 57, 58, 59: a downgrade that undoes", raxx.undone],
  ["rows 48, 49, 60, 61: the gate gives what the revisions need", raxx.gated],
  ["row 66: two trees, two databases", raxx.otherTree],
])("silent when mended, %s", (_, files) => expect(seen(service, files)).toEqual([]));

interface Case {
  readonly row: string;
  readonly files: Files;
  readonly rule: string;
  readonly path: string;
  readonly text: string;
  /** Whether the quick fixes alone mend the workspace. */
  readonly mends: boolean;
}

const cases: readonly Case[] = [
  {
    row: "48: a row that must be there on a fresh database",
    files: raxx.seed,
    rule: "first-run/fails",
    path: paths.third,
    text: 'raise RuntimeError("seed the operator first")',
    mends: true,
  },
  {
    row: "49, 50: a role that nothing creates",
    files: raxx.role,
    rule: "prerequisite/role-missing",
    path: paths.third,
    text: "{ROLE}",
    mends: true,
  },
  {
    row: "51: two heads",
    files: raxx.heads,
    rule: "history/two-heads",
    path: paths.fourth,
    text: '"0002"',
    mends: true,
  },
  {
    row: "52: a revision that is there twice",
    files: raxx.duplicate,
    rule: "history/duplicate-revision",
    path: paths.fourth,
    text: '"0003"',
    mends: true,
  },
  {
    row: "53: a file name that is not the revision",
    files: raxx.misnamed,
    rule: "history/file-name-differs",
    path: "console/migrations/versions/0005_more.py",
    text: '"0004"',
    mends: true,
  },
  {
    row: "54: a predicate that is not immutable",
    files: raxx.volatile,
    rule: "first-run/not-immutable",
    path: paths.third,
    text: "ix_sessions_active",
    mends: true,
  },
  {
    row: "55: a down_revision that does not exist",
    files: raxx.broken,
    rule: "history/broken-down-revision",
    path: paths.third,
    text: '"0002a"',
    mends: true,
  },
  {
    row: "56: a table that is created twice",
    files: raxx.twice,
    rule: "first-run/created-twice",
    path: paths.third,
    text: "sessions",
    mends: true,
  },
  {
    row: "65: a foreign key to a table that comes later",
    files: raxx.order,
    rule: "first-run/created-later",
    path: paths.first,
    text: "admins.id",
    mends: true,
  },
  {
    row: "57: a downgrade that does not bring the old table back",
    files: raxx.forgotten,
    rule: "history/downgrade-incomplete",
    path: paths.third,
    text: "downgrade",
    mends: true,
  },
  {
    row: "58: a downgrade that fails",
    files: raxx.wrongName,
    rule: "history/downgrade-fails",
    path: paths.third,
    text: "ix_admin_notes",
    mends: true,
  },
  {
    row: "59: a downgrade that does nothing",
    files: raxx.passes,
    rule: "history/downgrade-incomplete",
    path: paths.third,
    text: "downgrade",
    mends: true,
  },
  {
    row: "59: a downgrade that refuses",
    files: raxx.raises,
    rule: "history/downgrade-incomplete",
    path: paths.third,
    text: "downgrade",
    mends: true,
  },
  {
    row: "59: no downgrade",
    files: raxx.absent,
    rule: "history/downgrade-incomplete",
    path: paths.third,
    text: "upgrade",
    mends: true,
  },
  {
    row: "62: a downgrade that takes away the row which the upgrade needs",
    files: raxx.unseeded,
    rule: "history/downgrade-unrepeatable",
    path: paths.third,
    text: "downgrade",
    mends: true,
  },
  {
    row: "60: a role that the gate makes without a guard",
    files: raxx.gateTwice,
    rule: "rerun/guard-needed",
    path: raxx.workflow,
    text: "raptor_app",
    mends: true,
  },
  {
    row: "60: a seed of the gate that does not bear a second run",
    files: raxx.gateTwice,
    rule: "rerun/insert-on-conflict",
    path: raxx.workflow,
    text: "admins",
    mends: true,
  },
  {
    row: "61: a seed after the head",
    files: raxx.gateLate,
    rule: "history/seed-after-head",
    path: raxx.workflow,
    text: "INSERT INTO admins (email) VALUES ('operator@raxx.example') ON CONFLICT DO NOTHING",
    mends: true,
  },
  {
    row: "61: a seed before its table",
    files: raxx.gateEarly,
    rule: "first-run/created-later",
    path: raxx.workflow,
    text: "admins",
    mends: true,
  },
];

describe.each(cases)("Raxx, row $row", ({ files, rule, path, text }) => {
  test("is pointed at in the file where it is mended", () => {
    expect(seen(service, files)).toContainEqual(expect.objectContaining({ rule, path, text }));
  });
});

test.each(cases.filter((one) => one.mends))("quick fixes alone mend row $row", ({ files }) => {
  expect(seen(service, mended(service, files))).toEqual([]);
});

test.each([
  ["a table that was made anew", raxx.forgotten, raxx.twiceFixed],
  ["a wrong name", raxx.wrongName, raxx.undone],
  ["pass", raxx.passes, raxx.undone],
  ["a refusal", raxx.raises, raxx.undone],
])("rows 57, 58, 59: the reverse is written as one would, instead of %s", (_, files, after) => {
  expect(mended(service, files)[paths.third]).toBe(after[paths.third]);
});

test("row 53: a number that was changed in the file alone is pointed at beside the duplicate", () => {
  expect(seen(service, raxx.duplicate).map((one) => one.rule)).toContain(
    "history/file-name-differs",
  );
});

test("row 52: renumbering leaves the file, its revision and what it stands on in one order", () => {
  const after = mended(service, raxx.duplicate);
  expect(after[paths.fourth]).toContain('revision: str = "0004"\ndown_revision = "0003"');
});

test("row 63: a path filter that leaves the tree out is said, not warned of", () => {
  expect(seen(service, raxx.gateElsewhere)).toEqual([]);
  expect(all(service, raxx.gateElsewhere)).toContainEqual(
    expect.objectContaining({
      rule: "history/gate-misses-tree",
      severity: "information",
      path: raxx.workflow,
    }),
  );
  expect(all(service, raxx.gated).filter((one) => one.path === raxx.workflow)).toEqual([]);
});

test("row 48: the row is put there before the revision asks for it", () => {
  expect(mended(service, raxx.seed)[paths.third]).toContain(`    bind = op.get_bind()
    op.execute("INSERT INTO admins (email) VALUES ('operator@raxx.example') ON CONFLICT DO NOTHING")
    row = bind.execute(`);
});

test("row 62: the row stays, and nothing else of the downgrade goes", () => {
  expect(mended(service, raxx.unseeded)[paths.third]).toBe(
    raxx.unseeded[paths.third]?.replace(/op\.execute\("DELETE[^\n]*/, "pass"),
  );
});

test("row 61: the seed is run between two upgrades, as one would write it", () => {
  const after = mended(service, raxx.gateLate);
  expect(after[raxx.workflow]).toBe(raxx.gated[raxx.workflow]);
});

test("row 61: before its table, the table's revision comes first", () => {
  expect(mended(service, raxx.gateEarly)[raxx.workflow]).toBe(
    raxx.gated[raxx.workflow]?.replace("upgrade 0002", "upgrade 0001"),
  );
});

test.each([
  ["in brackets", raxx.gateElsewhere, '["api/**", "console/migrations/versions/**"]'],
  [
    "in lines",
    raxx.gateElsewhereInLines,
    "\n      - 'api/**'\n      - 'console/migrations/versions/**'\n",
  ],
])("row 63: the tree is added to the filter, %s", (_, files, paths) => {
  const [history] = opened(service, files, {});
  const found = all(service, files).find((one) => one.rule === "history/gate-misses-tree");
  const [fix] = history && found ? service.fixes(history, found, options) : [];
  const text = applyEdits(files[raxx.workflow] ?? "", fix?.edits ?? []);
  expect(text).toContain(paths);
  expect(all(service, { ...files, [raxx.workflow]: text })).not.toContainEqual(
    expect.objectContaining({ rule: "history/gate-misses-tree" }),
  );
});

test("row 66: a table of one tree is not another tree's", () => {
  const files = { ...raxx.otherTree, ...raxx.twice };
  expect(seen(service, files).map((one) => one.path)).toEqual([paths.third]);
});

test("after a call that is not in view nothing is called missing", () => {
  const files = {
    ...raxx.order,
    [paths.first]: (raxx.order[paths.first] ?? "")
      .replace(
        "import sqlalchemy as sa",
        "import sqlalchemy as sa\nfrom console.helpers import prepare",
      )
      .replace("    op.create_table(", "    prepare()\n    op.create_table("),
  };
  expect(seen(service, files)).toEqual([]);
});
