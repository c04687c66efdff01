import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { applyEdits } from "../../server/src/text/edits.ts";
import { newParser } from "../support/parser.ts";
import * as certctl from "./certctl.ts";
import { type Files, findings, seen } from "./found.ts";
import { mended } from "./mend.ts";

const { paths, runner } = certctl;
let service: Service;
let db: PGlite;
beforeAll(async () => {
  service = createService(await newParser());
  db = await PGlite.create();
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.exec(
    "DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP ROLE IF EXISTS certctl_reader;",
  );
});

/** The boots of the program: every *.up.sql, then the seeds; the first file that PostgreSQL refuses ends it. */
async function boot(files: Files, times: number): Promise<string> {
  const names = Object.keys(files).filter((path) => !path.endsWith(".down.sql"));
  for (let time = 1; time <= times; time++)
    for (const path of names.sort()) {
      try {
        await db.exec(files[path] ?? "");
      } catch (error) {
        await db.exec("ROLLBACK");
        return `boot ${time}: ${path} ${(error as { code: string }).code}`;
      }
    }
  return "up";
}

test("as the project has it now: nothing to say, and PostgreSQL boots three times", async () => {
  expect(seen(service, certctl.fixed, runner)).toEqual([]);
  expect(await boot(certctl.fixed, 3)).toBe("up");
});

interface Case {
  readonly row: string;
  readonly files: Files;
  readonly rule: string;
  readonly path: string;
  readonly text: string;
  /** How PostgreSQL's boots end. */
  readonly ends: string;
}

const cases: readonly Case[] = [
  {
    row: "32: a check without a guard",
    files: certctl.constraints,
    rule: "rerun/guard-needed",
    path: paths.jobs,
    text: "jobs_status_known",
    ends: `boot 2: ${paths.jobs} 42710`,
  },
  {
    row: "34: the key of ON CONFLICT is dropped later",
    files: certctl.target,
    rule: "rerun/conflict-target-dropped",
    path: paths.rbac,
    text: "(name)",
    ends: `boot 2: ${paths.rbac} 42P10`,
  },
  {
    row: "35: a column that must have a value is left out",
    files: certctl.namespace,
    rule: "first-run/insert-refused",
    path: paths.grants,
    text: "permissions",
    ends: `boot 1: ${paths.grants} 23502`,
  },
  {
    row: "36: a column that the table does not have",
    files: certctl.column,
    rule: "first-run/insert-refused",
    path: paths.grants,
    text: "permission",
    ends: `boot 1: ${paths.grants} 42703`,
  },
  {
    row: "46: a seed that is run at every start",
    files: certctl.seeds,
    rule: "rerun/insert-on-conflict",
    path: paths.seed,
    text: "agents",
    ends: `boot 2: ${paths.seed} 23505`,
  },
  {
    row: "47: a type, and every other kind without IF NOT EXISTS",
    files: certctl.unguarded,
    rule: "rerun/guard-needed",
    path: paths.columns,
    text: "job_kind",
    ends: `boot 2: ${paths.columns} 42710`,
  },
];

describe.each(cases)("certctl, row $row", ({ files, rule, path, text, ends }) => {
  test("is an error where it is mended, and PostgreSQL says the same", async () => {
    const found = findings(service, files, runner).find(
      ({ finding }) =>
        finding.path === path &&
        finding.rule === rule &&
        files[path]?.slice(finding.span.start, finding.span.end) === text,
    );
    expect(found?.finding.severity).toBe("error");
    expect(await boot(files, 2)).toBe(ends);
    expect(ends).toContain(String(found?.finding.sqlstate));
  });

  test("quick fixes alone make it a program that boots again and again", async () => {
    const after = mended(service, files, runner);
    expect(seen(service, after, runner)).toEqual([]);
    expect(await boot(after, 3)).toBe("up");
  });
});

test("row 33: UNIQUE is a relation of its own, which the message says as PostgreSQL does", () => {
  const found = findings(service, certctl.constraints, runner).map(({ finding }) => finding);
  expect(found.map((one) => one.sqlstate)).toEqual(["42710", "42710", "42P07"]);
  expect(found[2]?.message).toContain('relation "agents_name_key" already exists');
});

test("row 34: the migration that drops the key is named", () => {
  const [found] = findings(service, certctl.target, runner);
  expect(found?.finding.related.map((one) => one.path)).toEqual([paths.tenants]);
});

test("row 36: the reverse that names such a column is pointed at in its own file", () => {
  expect(seen(service, certctl.columnDown, runner)).toContainEqual(
    expect.objectContaining({
      rule: "history/down-fails",
      path: paths.grantsDown,
      fixes: ["Change to permission_id"],
    }),
  );
  const after = mended(service, certctl.columnDown, runner);
  expect(after[paths.grantsDown]).toBe(certctl.fixed[paths.grantsDown]);
});

test("row 37: NULL in a column of the primary key", async () => {
  const [found] = findings(service, certctl.nullKey, runner);
  expect(found?.finding).toMatchObject({
    rule: "first-run/insert-refused",
    severity: "error",
    path: paths.tenants,
    sqlstate: "23502",
  });
  expect(await boot(certctl.nullKey, 1)).toBe(`boot 1: ${paths.tenants} 23502`);
});

test("row 37: the key takes NULL as a value beside a key of its own, or a value takes its place", async () => {
  const [found] = findings(service, certctl.nullKey, runner);
  expect(found?.fixes.map((one) => one.title)).toEqual([
    "make the key UNIQUE NULLS NOT DISTINCT beside a key of its own: NULL is then one value of scope_id",
    "put '' in the place of NULL: look at the value",
  ]);
  for (const fix of found?.fixes ?? []) {
    const text = applyEdits(certctl.nullKey[paths.tenants] ?? "", fix.edits);
    const after = { ...certctl.nullKey, [paths.tenants]: text };
    expect(seen(service, after, runner)).toEqual([]);
    await db.exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
    expect(await boot(after, 3)).toBe("up");
    const { rows } = await db.query("SELECT scope_id FROM actor_roles");
    expect(rows).toHaveLength(1);
  }
});

test("row 37: columns that only the key made NOT NULL stay so", () => {
  const files = {
    ...certctl.nullKey,
    [paths.tenants]: (certctl.nullKey[paths.tenants] ?? "").replace(
      "actor_id TEXT NOT NULL",
      "actor_id TEXT",
    ),
  };
  expect(mended(service, files, runner)[paths.tenants]).toContain(`(
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    actor_id TEXT NOT NULL,
    role_id TEXT NOT NULL REFERENCES roles(id),
    scope_id TEXT,
    UNIQUE NULLS NOT DISTINCT (actor_id, role_id, scope_id)
)`);
});

test.each([
  ["up", certctl.nameOnly],
  ["up", certctl.recreated],
  ["up", certctl.columnDown],
  ["up", certctl.dropAndAdd],
])("what is no error at a boot is none for PostgreSQL", async (ends, files) => {
  expect(await boot(files, 2)).toBe(ends);
});

describe.each([
  ["the catalog", certctl.nameOnly, "conrelid = 'roles'::regclass"],
  ["the standard's view", certctl.nameOnlyInView, "t.table_name = 'roles'"],
  ["a policy", certctl.nameOnlyPolicy, "and tablename = 'roles'"],
])(
  "row 39: a guard that asks for the name alone, where another table has it: %s",
  (_, files, asked) => {
    /** Whether the table has its own. */
    const has = async (): Promise<boolean> => {
      const { rows } = await db.query(
        `SELECT 1 FROM pg_constraint WHERE conrelid = 'roles'::regclass AND conname = 'namespace_known'
       UNION ALL SELECT 1 FROM pg_policy WHERE polrelid = 'roles'::regclass AND polname = 'own_tenant'`,
      );
      return rows.length === 1;
    };

    test("is an error where it asks", async () => {
      const [found] = findings(service, files, runner);
      expect(found?.finding).toMatchObject({
        rule: "rerun/guard-misses",
        severity: "error",
        path: paths.tenants,
      });
      await boot(files, 2);
      expect(await has()).toBe(false);
    });

    test("the quick fix alone gives the table its own, and the program boots again and again", async () => {
      const after = mended(service, files, runner);
      expect(after[paths.tenants]).toContain(asked);
      expect(seen(service, after, runner)).toEqual([]);
      expect(await boot(after, 3)).toBe("up");
      expect(await has()).toBe(true);
    });
  },
);

test.each([
  ["row 40: a unique index", paths.agents, "idx_agents_name"],
  ["row 41: a column", paths.columns, "agent"],
])("%s that every boot makes again and a later file takes away", (_, path, text) => {
  const found = findings(service, certctl.recreated, runner).find(
    ({ finding }) => finding.path === path,
  );
  expect(found?.finding).toMatchObject({
    rule: "rerun/recreated-on-every-boot",
    severity: "warning",
  });
  expect(certctl.recreated[path]?.slice(found?.finding.span.start, found?.finding.span.end)).toBe(
    text,
  );
  expect(found?.finding.related.map((one) => one.path)).toEqual([paths.unnamed]);
});

test.each([
  ["rows 40, 41: each a statement of its own", certctl.recreated],
  ["row 41: one of two columns", certctl.recreatedAndRead],
  ["row 41: renamed in a guard", certctl.recreatedAndKept],
])("%s: quick fixes alone leave a program that burns nothing", async (_, files) => {
  const after = mended(service, files, runner);
  expect(seen(service, after, runner)).toEqual([]);
  expect(await boot(after, 1)).toBe("up");
  const first = await highest();
  expect(await boot(after, 2)).toBe("up");
  expect(await highest()).toBe(first);
});

test("rows 40, 41: where it is to stay for older databases it is guarded by what comes later", async () => {
  const files = certctl.recreated;
  const found = findings(service, files, runner).filter((one) => one.finding.run === "replay");
  expect(found.map((one) => one.fixes.map((fix) => fix.title))).toEqual([
    [
      "take this statement out: a fresh database ends without it",
      "run it only until permissions is there, which comes with 000029_rbac.up.sql (DO block)",
    ],
    [
      "take this statement out: a fresh database ends without it",
      "run it only until permissions is there, which comes with 000029_rbac.up.sql (DO block)",
    ],
  ]);
  const guarded = { ...files };
  for (const { finding, fixes } of found)
    guarded[finding.path] = applyEdits(files[finding.path] ?? "", fixes[1]?.edits ?? []);
  expect(seen(service, guarded, runner)).toEqual([]);
  expect(await boot(guarded, 1)).toBe("up");
  const first = await highest();
  expect(await boot(guarded, 2)).toBe("up");
  expect(await highest()).toBe(first);
});

const highest = async (): Promise<number> => {
  const { rows } = await db.query<{ n: number }>(
    "SELECT max(attnum)::int AS n FROM pg_attribute WHERE attrelid = 'jobs'::regclass",
  );
  return rows[0]?.n ?? 0;
};

test("row 41: PostgreSQL does use up a column number at each boot", async () => {
  await boot(certctl.recreated, 1);
  const first = await highest();
  await boot(certctl.recreated, 2);
  expect(await highest()).toBe(first + 2);
});

test("a seed that no code names is no migration", () => {
  const without = { ...runner };
  for (const [path, text] of Object.entries(runner))
    without[path as keyof typeof without] = text.replace('"seed.sql"', "name");
  expect(seen(service, certctl.seeds, without)).toEqual([]);
});
