import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import type { Files } from "./found.ts";
import { mended } from "./mend.ts";
import * as mosaic from "./mosaic.ts";
import * as callers from "./mosaic-calls.ts";
import * as journals from "./mosaic-journal.ts";
import * as packaging from "./mosaic-packaging.ts";

/** Drizzle's own migrator on PGlite: what it does with Mosaic before our quick fixes, and after them. */
let service: Service;
let db: PGlite;
const folders: string[] = [];

beforeAll(async () => {
  service = createService(await newParser());
  db = await PGlite.create();
});
afterAll(async () => {
  await db.close();
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});
beforeEach(() => db.exec("DROP SCHEMA IF EXISTS drizzle, public CASCADE; CREATE SCHEMA public;"));

function written(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), "safe-migrations-mosaic-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function apply(files: Files): Promise<string> {
  const folder = written(files);
  const migrationsFolder = join(folder, dirname(mosaic.paths.users));
  return migrate(drizzle(db), { migrationsFolder }).then(
    () => "applied",
    (error: Error) => String(error.cause ?? error.message),
  );
}

const columns = async (table: string): Promise<readonly unknown[]> =>
  (
    await db.query<{ name: string }>(
      "SELECT attname AS name FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0",
      [table],
    )
  ).rows.map((row) => row.name);

const twice = async (files: Files): Promise<readonly string[]> => [
  await apply(files),
  await apply(files),
];

test("row 19: a database that has run the newer one never runs it, and runs it when mended", async () => {
  expect(await apply(journals.released)).toBe("applied");
  expect(await apply(journals.late)).toBe("applied");
  expect(await columns("documents")).not.toContain("archived_at");
  expect(await twice(mended(service, journals.late))).toEqual(["applied", "applied"]);
  expect(await columns("documents")).toContain("archived_at");
});

test("row 19: a fresh database shows nothing of it", async () => {
  expect(await twice(journals.late)).toEqual(["applied", "applied"]);
  expect(await columns("documents")).toContain("archived_at");
});

test("row 20: an entry without its file stops everything", async () => {
  expect(await apply(journals.lost)).toContain("0003_labels.sql");
  expect(await columns("users")).toEqual([]);
  expect(await twice(mended(service, journals.lost))).toEqual(["applied", "applied"]);
});

test("row 20: a file without an entry is passed over", async () => {
  expect(await apply(journals.orphan)).toBe("applied");
  expect(await columns("documents")).not.toContain("archived_at");
  expect(await twice(mended(service, journals.orphan))).toEqual(["applied", "applied"]);
  expect(await columns("documents")).toContain("archived_at");
});

test("row 20: a tag that is listed twice fails, and is applied when mended", async () => {
  expect(await apply(journals.doubled)).toContain('relation "documents" already exists');
  expect(await twice(mended(service, journals.doubled))).toEqual(["applied", "applied"]);
});

test("row 20: renumbered twins are run on databases that had one of them", async () => {
  expect(await apply(mosaic.fixed)).toBe("applied");
  expect(await twice(mended(service, journals.twins))).toEqual(["applied", "applied"]);
  expect(await columns("labels")).toEqual(["name"]);
});

const packed = (files: Files): readonly string[] => {
  const cwd = join(written(files), dirname(mosaic.paths.manifest));
  const told = execFileSync("npm", ["pack", "--dry-run", "--json"], {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ files: taken }] = JSON.parse(told) as [{ files: { path: string }[] }];
  return taken.map((one) => one.path);
};

test.each([
  ["files", packaging.unpublished],
  [".npmignore", packaging.npmIgnored],
])("row 12: npm packs the migrations when mended, %s", (_, files) => {
  expect(packed(files).filter((one) => one.startsWith("drizzle"))).toEqual([]);
  expect(packed(mended(service, files))).toEqual(
    expect.arrayContaining(["drizzle/0000_users.sql", "drizzle/meta/_journal.json"]),
  );
});

/** Mosaic's own client, on its own migrations, twice. */
async function started(files: Files): Promise<string> {
  const folder = written(files);
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "junction");
  const { openEmbedded } = await import(pathToFileURL(join(folder, mosaic.paths.client)).href);
  const own = openEmbedded(join(folder, "data"));
  const migrationsFolder = join(folder, dirname(mosaic.paths.users));
  try {
    await migrate(own, { migrationsFolder });
    await migrate(own, { migrationsFolder });
    return "applied";
  } catch (error) {
    return String((error as Error).cause ?? error);
  } finally {
    await own.$client.close();
  }
}

test("row 15: the client does not start without the extension, and does when mended", async () => {
  expect(await started(mosaic.extension)).toContain('extension "citext" is not available');
  expect(await started(mended(service, mosaic.extension))).toBe("applied");
});

/** Mosaic starts itself, twice on the same data: how many users it finds, or why it finds none. */
async function starts(files: Files): Promise<string> {
  const folder = written(files);
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "junction");
  const { start } = await import(pathToFileURL(join(folder, callers.embeddedStart)).href);
  let found = "";
  for (let boot = 0; boot < 2; boot++) {
    const own = await start(join(folder, "data"));
    found = await own.execute("SELECT count(*)::int AS n FROM users").then(
      ({ rows: [row] }: { rows: { n: number }[] }) => `${row?.n} users`,
      (error: Error) => String(error.cause ?? error),
    );
    await own.$client.close();
  }
  return found;
}

test("row 14: a program that never migrates has no tables, and has them when mended", async () => {
  expect(await starts(callers.started)).toContain('relation "users" does not exist');
  expect(await starts(mended(service, callers.started))).toBe("0 users");
});

const early: readonly (readonly [string, Files, RegExp])[] = [
  ["row 16: with a breakpoint between", journals.early, /unsafe use of new value/],
  ["row 17: in one chunk", journals.earlier, /cannot insert multiple commands/],
  ["row 18: two pending files are one transaction", journals.split, /unsafe use of new value/],
];

describe.each(early)("a value used in the transaction that adds it, %s", (_, files, says) => {
  test("a database that has the type refuses it", async () => {
    expect(await apply(journals.released)).toBe("applied");
    expect(await apply(files)).toMatch(says);
  });

  test.each([
    ["a new database", undefined],
    ["one that has the type, with rows", journals.released],
  ])("mended by quick fixes alone it is applied, twice: %s", async (_of, before) => {
    if (before) {
      expect(await apply(before)).toBe("applied");
      await db.exec(
        "INSERT INTO users VALUES (1, 'a'); INSERT INTO documents (id, owner) VALUES (1, 1);",
      );
    }
    expect(await twice(mended(service, files))).toEqual(["applied", "applied"]);
    await db.exec(
      "INSERT INTO users VALUES (2, 'b'); INSERT INTO documents (id, owner) VALUES (2, 2);",
    );
    const { rows } = await db.query("SELECT status FROM documents ORDER BY id");
    expect(rows.map((row) => (row as { status: string }).status)).toEqual(
      before ? ["draft", "review"] : ["review"],
    );
    const values = await db.query("SELECT unnest(enum_range(NULL::status))::text AS value");
    expect(values.rows.map((row) => (row as { value: string }).value)).toEqual([
      "draft",
      "published",
      "review",
    ]);
  });
});

test("row 17: a chunk of two statements is refused, and applied when mended", async () => {
  expect(await apply(journals.crowded)).toContain("cannot insert multiple commands");
  expect(await twice(mended(service, journals.crowded))).toEqual(["applied", "applied"]);
});

test.each([
  ["row 12", packaging.unpublished],
  ["row 19", journals.later],
  ["row 20", journals.misnumbered],
  ["row 21", mosaic.unlocked],
  ["row 26", journals.bare],
])("%s: what is mended by quick fixes alone Drizzle applies, twice", async (_, files) => {
  expect(await twice(mended(service, files))).toEqual(["applied", "applied"]);
});
