import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { type Files, findings } from "../systems/found.ts";
import { mended } from "../systems/mend.ts";
import * as raxx from "../systems/raxx.ts";
import { type Cluster, startCluster } from "./postgres.ts";

/** The revisions of test/systems/raxx.ts with Alembic itself on PostgreSQL. */
let cluster: Cluster;
let service: Service;
beforeAll(async () => {
  cluster = await startCluster();
  service = createService(await newParser());
});
afterAll(() => cluster.stop());

const env = `from alembic import context
from sqlalchemy import create_engine, pool

engine = create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
`;

/** What Alembic says of these commands, one after the other on one new database: "" when all went well. */
async function alembic(files: Files, ...commands: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "safe-migrations-alembic-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const database = (await cluster.database()).replace(/^postgres:/, "postgresql:");
  const all: Files = {
    ...files,
    "alembic.ini": `[alembic]\nscript_location = console/migrations\nsqlalchemy.url = ${database}\n`,
    "console/migrations/env.py": env,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  for (const one of commands) {
    const { status, stdout, stderr } = spawnSync("alembic", one.split(" "), {
      cwd: folder,
      encoding: "utf8",
    });
    if (status !== 0) return `${one}: ${stdout}${stderr}`;
  }
  return "";
}

const upDownUp = ["upgrade head", "downgrade base", "upgrade head"];
const again = ["upgrade head", "downgrade -1", "upgrade head"];

interface Case {
  readonly row: string;
  readonly files: Files;
  readonly commands: readonly string[];
  /** The command that fails, and what Alembic or PostgreSQL says. */
  readonly says: RegExp;
  readonly rule: string;
  /** Quick fixes alone make Alembic go up, down and up. */
  readonly mends: boolean;
}

const cases: readonly Case[] = [
  {
    row: "48: a row that must be there",
    files: raxx.seed,
    commands: ["upgrade head"],
    says: /^upgrade head: [\s\S]*RuntimeError: seed the operator first/,
    rule: "first-run/fails|prerequisite/seed-row-missing",
    mends: true,
  },
  {
    row: "49: a role that nothing creates",
    files: raxx.role,
    commands: ["upgrade head"],
    says: /^upgrade head: [\s\S]*role "raptor_app" does not exist/,
    rule: "prerequisite/role-missing",
    mends: true,
  },
  {
    row: "51: two heads",
    files: raxx.heads,
    commands: ["upgrade head"],
    says: /^upgrade head: [\s\S]*Multiple head revisions/,
    rule: "history/two-heads",
    mends: true,
  },
  {
    row: "52: a revision that is there twice",
    files: raxx.duplicate,
    commands: ["upgrade head"],
    says: /^upgrade head: [\s\S]*(?:present more than once|Multiple head|overlaps)/,
    rule: "history/duplicate-revision",
    mends: true,
  },
  {
    row: "54: a predicate that is not immutable",
    files: raxx.volatile,
    commands: ["upgrade head"],
    says: /^upgrade head: [\s\S]*functions in index predicate must be marked IMMUTABLE/,
    rule: "first-run/not-immutable",
    mends: true,
  },
  {
    row: "55: a down_revision that does not exist",
    files: raxx.broken,
    commands: ["upgrade head"],
    says: /^upgrade head: [\s\S]*KeyError: '0002a'/,
    rule: "history/broken-down-revision",
    mends: true,
  },
  {
    row: "56: a table that is created twice",
    files: raxx.twice,
    commands: ["upgrade head"],
    says: /^upgrade head: [\s\S]*relation "sessions" already exists/,
    rule: "first-run/created-twice",
    mends: true,
  },
  {
    row: "57: a downgrade that does not bring the old table back",
    files: raxx.forgotten,
    commands: again,
    says: /^upgrade head: [\s\S]*index "ix_sessions_expires" does not exist/,
    rule: "history/downgrade-incomplete",
    mends: true,
  },
  {
    row: "58: a downgrade that fails",
    files: raxx.wrongName,
    commands: again,
    says: /^downgrade -1: [\s\S]*index "ix_admin_notes" does not exist/,
    rule: "history/downgrade-fails",
    mends: true,
  },
  {
    row: "59: a downgrade that does nothing",
    files: raxx.passes,
    commands: again,
    says: /^upgrade head: [\s\S]*column "note" of relation "admins" already exists/,
    rule: "history/downgrade-incomplete",
    mends: true,
  },
  {
    row: "59: no downgrade",
    files: raxx.absent,
    commands: again,
    says: /^downgrade -1: [\s\S]*downgrade/,
    rule: "history/downgrade-incomplete",
    mends: true,
  },
  {
    row: "62: a downgrade that takes away what the upgrade needs",
    files: raxx.unseeded,
    commands: again,
    says: /^upgrade head: [\s\S]*RuntimeError: seed the operator first/,
    rule: "history/downgrade-unrepeatable",
    mends: true,
  },
  {
    row: "65: a foreign key to a table that comes later",
    files: raxx.order,
    commands: ["upgrade head"],
    says: /^upgrade head: [\s\S]*relation "admins" does not exist/,
    rule: "first-run/created-later",
    mends: true,
  },
];

describe.each(cases)("Raxx, row $row", ({ files, commands, says, rule }) => {
  test("Alembic fails where it is found, in the words of the finding", async () => {
    const said = await alembic(files, ...commands);
    expect(said).toMatch(says);
    const found = findings(service, files).map(({ finding }) => finding);
    const ours = found.find((one) => rule.split("|").includes(one.rule));
    expect(ours).toBeDefined();
    const words = ours?.sqlstate
      ? new RegExp(`${ours.sqlstate} (.+?)\\)?\\.$`).exec(ours.message)?.[1]
      : undefined;
    if (words && ours?.sqlstate !== "P0001") expect(said).toContain(words);
  });
});

test.each(cases.filter(({ mends }) => mends))(
  "Raxx, row $row: quick fixes alone make it go up, down and up",
  async ({ files }) => {
    expect(await alembic(mended(service, files), ...upDownUp)).toBe("");
  },
);

test.each([
  ["the tree", raxx.fixed],
  ["one head", raxx.headsFixed],
  ["a literal in the predicate", raxx.volatileFixed],
  ["dropped, then created", raxx.twiceFixed],
  ["a downgrade that undoes", raxx.undone],
])("mended, Alembic goes up, down and up: %s", async (_, files) => {
  expect(await alembic(files, ...upDownUp)).toBe("");
});
