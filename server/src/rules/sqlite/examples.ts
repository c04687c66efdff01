import type { FolderExample } from "../folder-rule.ts";

type Files = FolderExample["files"];

const program = (schema: string, after = ""): string => `import sqlite3
from pathlib import Path

SCHEMA_SQL = """
${schema}"""


def init_db(path):
    conn = sqlite3.connect(path)
    conn.executescript(SCHEMA_SQL)
    run_migrations(conn)${after}


def run_migrations(conn):
    conn.execute("CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT)")
    files = sorted(Path("migrations").glob("*.sql"))
    fresh = is_current(conn)
    for file in files:
        if fresh:
            conn.execute("INSERT INTO schema_migrations VALUES (?)", (file.name,))
    for file in pending(conn, files):
        conn.executescript(file.read_text())
`;

const tokens = `CREATE TABLE IF NOT EXISTS tokens (id INTEGER PRIMARY KEY, token_hash TEXT UNIQUE NOT NULL);
`;
const index = "CREATE INDEX IF NOT EXISTS by_hash ON tokens (token_hash);\n";
const rebuilt = `CREATE TABLE tokens_new (id INTEGER PRIMARY KEY, token_hash TEXT UNIQUE NOT NULL);
INSERT INTO tokens_new (id) SELECT id FROM tokens;
DROP TABLE tokens;
ALTER TABLE tokens_new RENAME TO tokens;
`;
const made = `
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE INDEX IF NOT EXISTS by_hash ON tokens (token_hash)")`;

export const upgradeExample: Files = {
  "app.py": program(tokens + index, made),
  "migrations/001_hash.sql": rebuilt + index,
};
export const upgradeMended: Files = {
  "app.py": program(tokens, made),
  "migrations/001_hash.sql": rebuilt + index,
};

export const missingExample: Files = {
  "app.py": program(tokens),
  "migrations/001_hash.sql": rebuilt + index,
};
export const missingMended: Files = upgradeMended;

export const freshExample: Files = {
  "app.py": program(
    "CREATE TABLE notes (id INTEGER PRIMARY KEY);\nCREATE INDEX by_body ON notes (body);\n",
  ),
  "migrations/001_more.sql": "CREATE TABLE IF NOT EXISTS more (id INTEGER PRIMARY KEY);\n",
};

export const unguardedExample: Files = {
  "migrations/001_notes.sql":
    "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT);\n",
};

export const dropsExample: Files = {
  "migrations/001_notes.sql":
    "CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT);\n",
  "migrations/002_plain.sql":
    "DROP TABLE IF EXISTS notes;\nCREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT);\n",
};
export const dropsMended: Files = {
  "migrations/001_notes.sql": dropsExample["migrations/001_notes.sql"] ?? "",
  "migrations/002_plain.sql": `CREATE TABLE IF NOT EXISTS notes_new (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT);
INSERT INTO notes_new (id)
SELECT id FROM notes;
DROP TABLE notes;
ALTER TABLE notes_new RENAME TO notes;
`,
};
export const keepsExample: Files = {
  "migrations/001_notes.sql":
    "CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT);\n",
  "migrations/002_plain.sql": `CREATE TABLE IF NOT EXISTS plain (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT);
INSERT OR IGNORE INTO plain (id, text) SELECT id, body FROM notes;
DROP TABLE IF EXISTS notes;
`,
};
