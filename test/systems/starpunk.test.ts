import { beforeAll, describe, expect, test } from "vitest";
import { nothingSaid } from "../../server/src/history/declared.ts";
import { createService, type Service } from "../../server/src/service.ts";
import type { SqliteDatabase, SqliteEngine } from "../../server/src/sqlite/engine.ts";
import { splitSqlite } from "../../server/src/sqlite/split.ts";
import { applyEdits } from "../../server/src/text/edits.ts";
import { newParser } from "../support/parser.ts";
import { newSqlite } from "../support/sqlite.ts";
import { type Files, findings, seen } from "./found.ts";
import { mended } from "./mend.ts";
import * as starpunk from "./starpunk.ts";

const { paths } = starpunk;
let service: Service;
let sqlite: SqliteEngine;
beforeAll(async () => {
  sqlite = await newSqlite();
  service = createService(await newParser(), undefined, () => sqlite);
});

test("the folder of another service is not this program's: its tables are PostgreSQL's", () => {
  const path = "billing/migrations/001_invoices.sql";
  const text = "CREATE TABLE invoices (id bigint PRIMARY KEY);\n";
  const inOwnFolder = Object.entries(starpunk.fixed)
    .filter(([name]) => !name.endsWith(".sql"))
    .map(([name, text]) => ({ path: `/repo/notes/${name}`, text }));
  const [history] = service.open([{ path, text }], {
    base: "/repo",
    nearby: inOwnFolder,
    declared: () => nothingSaid,
  });
  expect(history?.sqlite).toBeUndefined();
  expect(history?.files.map((one) => one.path)).toEqual([path]);
});

test("an engine that breaks costs what it alone can say, and is heard of", async () => {
  const heard: string[] = [];
  const service = createService(
    await newParser(),
    (_, what) => heard.push(what),
    () => {
      throw new Error("memory access out of bounds");
    },
  );
  const files = Object.entries(starpunk.bad).map(([path, text]) => ({ path, text }));
  const [history] = service.open(files);
  const options = { rerun: "auto", disabledRules: [] } as const;
  expect(history && service.check(history, paths.second, options).findings).toEqual([]);
  expect(heard).toEqual(["SQLite"]);
});

const lost = {
  rule: "sqlite/drops-rows",
  path: paths.second,
  text: "tokens",
  fixes: [
    "copy the rows into the new table (me, expires_at): look at what token_hash gets, look at the columns that older databases have",
  ],
};

/** How many rows are left of one that the older database had, after a start of this program. */
function rowsOf(files: Files, table: string): number {
  const db = older();
  db.run("INSERT INTO tokens VALUES ('secret', 'https://me.example', '2030-01-01')");
  start(files, db, false);
  const isCount = (count: number): boolean =>
    db.run(
      `INSERT INTO auth_state (state, expires_at)
       SELECT hex(randomblob(8)), CASE count(*) WHEN ${count} THEN NULL ELSE '' END FROM ${table}`,
    ) === "NOT NULL constraint failed: auth_state.expires_at";
  return [0, 1, 2].findIndex(isCount);
}

/** SQLite at the start of the program on this database: its first complaint, else the indexes that are there. */
function start(files: Files, db: SqliteDatabase, isNew: boolean): string {
  const python = `${files[paths.schema] ?? ""}${files[paths.database]}`;
  const schema = /SCHEMA_SQL = """\n([\s\S]*?)"""/.exec(python)?.[1] ?? "";
  const own = [...python.matchAll(/conn\.execute\("(CREATE[^"]*)"\)/g)].map((one) => `${one[1]};`);
  const marked = [...(files[paths.runner] ?? "").matchAll(/conn\.execute\("(CREATE[^"]*)"\)/g)].map(
    (one) => `${one[1]};`,
  );
  const migrations = [paths.first, paths.second].map((path) => files[path] ?? "");
  // The schema is run on every database, unless the program asks first.
  const asks = /sqlite_master[\s\S]*executescript\(SCHEMA_SQL\)/.test(files[paths.database] ?? "");
  for (const sql of [asks && !isNew ? "" : schema, ...(isNew ? marked : migrations), ...own])
    for (const { span } of splitSqlite(sql)) {
      const message = db.run(sql.slice(span.start, span.end));
      if (message !== undefined) return message;
    }
  return db
    .objects()
    .filter((one) => one.type === "index")
    .map((one) => one.name)
    .sort()
    .join(" ");
}

function older(): SqliteDatabase {
  const db = sqlite.open();
  for (const { span } of splitSqlite(starpunk.older))
    expect(db.run(starpunk.older.slice(span.start, span.end))).toBeUndefined();
  return db;
}

const indexes = "idx_auth_codes_hash idx_notes_created idx_tokens_hash idx_tokens_me";

describe.each([
  ["in one module", starpunk.bad, paths.database, "warning"],
  ["with the schema in a module of its own", starpunk.badImported, paths.schema, "warning"],
  ["with its rows copied", starpunk.badCopied, paths.database, "error"],
])("StarPunk, %s", (name, files, schema, severity) => {
  const loses = name !== "with its rows copied";

  test("row 70: the index on a column that the older table does not have, in the text that Python holds", () => {
    const found = findings(service, files).find(({ finding }) => finding.path === schema);
    expect(found?.finding).toMatchObject({
      rule: "sqlite/refused-on-upgrade",
      // Certain where a migration says what the older table lacked.
      severity,
      message: expect.stringContaining("no such column: token_hash"),
    });
    expect(found?.finding.detail.includes("is taken to be")).toBe(severity === "warning");
    const { start: from, end } = found?.finding.span ?? { start: 0, end: 0 };
    expect(files[schema]?.slice(from, end)).toBe("tokens(token_hash)");
    expect(found?.finding.related.map((one) => one.path)).toContain(paths.second);
    expect(found?.fixes[0]?.title).toMatch(/^remove idx_tokens_hash from SCHEMA_SQL/);
    expect(start(files, older(), false)).toBe("no such column: token_hash");
  });

  test("row 71: the index that the schema has made when the migration runs", () => {
    expect(seen(service, files)).toContainEqual({
      rule: "sqlite/refused-on-upgrade",
      path: paths.second,
      text: "idx_auth_codes_hash",
      fixes: ["insert IF NOT EXISTS"],
    });
  });

  test("row 79: with the column added by hand the migration still fails", () => {
    const db = older();
    db.run("ALTER TABLE tokens ADD COLUMN token_hash TEXT");
    expect(start(files, db, false)).toBe("index idx_auth_codes_hash already exists");
  });

  test("row 73: the schema that runs first is a warning beside them", () => {
    expect(seen(service, files)).toContainEqual({
      rule: "sqlite/baseline-ahead",
      path: paths.database,
      text: "conn.executescript(SCHEMA_SQL)",
      fixes: [
        "run SCHEMA_SQL only where there is no table notes yet: what only it makes needs a migration",
      ],
    });
  });

  test("rows 72, 73: the schema on an empty database alone mends all of it", () => {
    const found = findings(service, files).find(
      ({ finding }) => finding.rule === "sqlite/baseline-ahead",
    );
    const text = applyEdits(files[paths.database] ?? "", found?.fixes[0]?.edits ?? []);
    expect(text).toContain(`        if not conn.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'notes'"
        ).fetchone():
            conn.executescript(SCHEMA_SQL)
        conn.commit()
`);
    const after = { ...files, [paths.database]: text };
    expect(seen(service, after).map((one) => one.rule)).toEqual(loses ? [lost.rule] : []);
    expect(start(after, older(), false)).toBe(indexes);
    expect(start(after, sqlite.open(), true)).toBe(indexes);
  });

  test("row 75: the rows of a table that is thrown away", () => {
    const told = seen(service, files).filter((one) => one.rule === lost.rule);
    // Copying says what the table had: not before what stands on that is mended.
    expect(told).toEqual(loses ? [{ ...lost, fixes: [] }] : []);
  });

  test("quick fixes alone mend it, and SQLite then makes the same of every database", () => {
    const after = mended(service, files);
    expect(seen(service, after)).toEqual([]);
    expect(start(after, older(), false)).toBe(indexes);
    expect(start(after, sqlite.open(), true)).toBe(indexes);
  });

  test("row 75: with the rows that were there", () => {
    expect(rowsOf(mended(service, files), "tokens")).toBe(1);
  });
});

test("row 75: SQLite loses the rows, and keeps them when mended", () => {
  expect(rowsOf(starpunk.fixed, "tokens")).toBe(0);
  expect(rowsOf(mended(service, starpunk.fixed), "tokens")).toBe(1);
});

test("row 75: where migrations say what the table was, it is copied as it was", () => {
  expect(seen(service, starpunk.thrownAway)).toEqual([
    {
      rule: "sqlite/drops-rows",
      path: paths.second,
      text: "notes",
      fixes: ["copy the rows into the new table (id, slug)"],
    },
  ]);
  const after = mended(service, starpunk.thrownAway);
  expect(seen(service, after)).toEqual([]);
  expect(after[paths.second]).toBe(`CREATE TABLE notes_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE
);
INSERT INTO notes_new (id, slug)
SELECT id, slug FROM notes;
DROP TABLE notes;
ALTER TABLE notes_new RENAME TO notes;
CREATE INDEX IF NOT EXISTS by_slug ON notes (slug);
`);
});

test("row 70: an index on a column that a migration adds moves there", () => {
  const files = starpunk.badColumn;
  const [found] = seen(service, files);
  expect(found).toEqual({
    rule: "sqlite/refused-on-upgrade",
    path: paths.database,
    text: "auth_state(code_verifier)",
    fixes: ["move idx_state_verifier from SCHEMA_SQL to 001_add_code_verifier.sql"],
  });
  const after = mended(service, files);
  expect(seen(service, after)).toEqual([]);
  expect(start(after, older(), false)).toBe("idx_notes_created idx_state_verifier");
  expect(start(after, sqlite.open(), true)).toBe("idx_notes_created idx_state_verifier");
});

test("row 74: indexes that only a migration makes, which a new database writes down and never runs", () => {
  const files = starpunk.missing;
  expect(start(files, sqlite.open(), true)).toBe("idx_notes_created");
  const found = seen(service, files).filter((one) => one.rule === "sqlite/missing-on-fresh");
  expect(found.map((one) => [one.path, one.text])).toEqual([
    [paths.second, "idx_tokens_hash"],
    [paths.second, "idx_tokens_me"],
    [paths.second, "idx_auth_codes_hash"],
  ]);
  const after = mended(service, files);
  expect(seen(service, after)).toEqual([]);
  expect(start(after, sqlite.open(), true)).toBe(indexes);
  expect(start(after, older(), false)).toBe(indexes);
});

test("row 76: a statement that the file's second run trips over is said, not warned of", () => {
  const history = service.open(
    Object.entries(starpunk.missing).map(([path, text]) => ({ path, text })),
  )[0];
  const told =
    history && service.check(history, paths.second, { rerun: "auto", disabledRules: [] });
  expect(told?.findings).toContainEqual(
    expect.objectContaining({ rule: "sqlite/guard-needed", severity: "information" }),
  );
});

test.each([
  ["indexes where migrations are written down", starpunk.fixed],
  ["the schema on an empty database only (rows 72, 73)", starpunk.fixedOrder],
])("silent when mended: %s", (_, files) => expect(seen(service, files)).toEqual([lost]));

test("SQLite agrees that the mended program makes the same of every database", () => {
  expect(start(starpunk.fixed, older(), false)).toBe(indexes);
  expect(start(starpunk.fixed, sqlite.open(), true)).toBe(indexes);
});

test("functions that SQLite alone has say whose the files are", () => {
  const files = {
    "schema/1_notes.sql":
      "CREATE TABLE IF NOT EXISTS notes (id DEFAULT (hex(randomblob(16))) NOT NULL);\n",
  };
  expect(seen(service, files)).toEqual([]);
});

test("what only SQLite can read is not judged as PostgreSQL, whoever runs it", () => {
  const files = {
    "db/migrations/1_notes.up.sql":
      "CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY AUTOINCREMENT, at DATETIME);\nPRAGMA user_version = 1;\n",
    "db/migrations/2_title.up.sql": "ALTER TABLE notes ADD COLUMN title TEXT;\n",
  };
  expect(seen(service, files)).toEqual([]);
});

test("without the rows being thrown away nothing is said of a table that is made anew", () => {
  const copied = {
    ...starpunk.fixed,
    [paths.second]: (starpunk.fixed[paths.second] ?? "").replace(
      "DROP TABLE IF EXISTS tokens;",
      "ALTER TABLE tokens RENAME TO tokens_old;",
    ),
  };
  expect(seen(service, copied)).toEqual([]);
});
