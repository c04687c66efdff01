/** StarPunk, small: a schema that Python runs at every start, and migrations that change what is there. */
export type Files = Readonly<Record<string, string>>;

export const paths = {
  database: "starpunk/database.py",
  schema: "starpunk/schema.py",
  runner: "starpunk/migrations.py",
  first: "migrations/001_add_code_verifier.sql",
  second: "migrations/002_secure_tokens.sql",
} as const;

const tables = `-- Notes metadata
CREATE TABLE IF NOT EXISTS notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT UNIQUE NOT NULL,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS idx_notes_created ON notes(created_at DESC);

-- IndieAuth state
CREATE TABLE IF NOT EXISTS auth_state (
    state TEXT PRIMARY KEY,
    expires_at TIMESTAMP NOT NULL,
    code_verifier TEXT NOT NULL DEFAULT ''
);

-- Access tokens: only their hashes
CREATE TABLE IF NOT EXISTS tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT UNIQUE NOT NULL,
    me TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
`;
const tokenIndexes = `CREATE INDEX IF NOT EXISTS idx_tokens_hash ON tokens(token_hash);
CREATE INDEX IF NOT EXISTS idx_tokens_me ON tokens(me);
`;
const codes = `
CREATE TABLE IF NOT EXISTS authorization_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code_hash TEXT UNIQUE NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
`;
const codeIndex = `CREATE INDEX IF NOT EXISTS idx_auth_codes_hash ON authorization_codes(code_hash);
`;

const constant = (sql: string): string => `# What a new database is made with
SCHEMA_SQL = """
${sql}"""
`;

const connects = (schema: string, after = ""): string => `"""Where the notes are kept."""

import sqlite3
from pathlib import Path
${schema}

def init_db(app=None):
    """Make the database what this release wants."""
    db_path = app.config["DATABASE_PATH"] if app else Path("data/starpunk.db")
    conn = sqlite3.connect(db_path)
    try:
        conn.executescript(SCHEMA_SQL)
        conn.commit()
    finally:
        conn.close()

    from starpunk.migrations import run_migrations

    run_migrations(db_path)${after}
`;

const database = (sql: string, after = ""): string => connects(`\n${constant(sql)}`, after);

const runner = (extra = ""): string => `"""Runs what migrations/ holds, each file once."""

import sqlite3
from pathlib import Path


def create_migrations_table(conn):
    conn.execute(
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            migration_name TEXT UNIQUE NOT NULL
        )
        """
    )
    conn.commit()


def is_schema_current(conn):
    """A new database has everything already."""
    columns = [row[1] for row in conn.execute("PRAGMA table_info(auth_state)")]
    return "code_verifier" in columns


def apply_migration(conn, name, path):
    conn.executescript(path.read_text())
    conn.execute("INSERT INTO schema_migrations (migration_name) VALUES (?)", (name,))
    conn.commit()


def run_migrations(db_path):
    migrations_dir = Path(__file__).parent.parent / "migrations"
    conn = sqlite3.connect(db_path)
    try:
        create_migrations_table(conn)
        files = sorted(migrations_dir.glob("*.sql"))
        count = conn.execute("SELECT COUNT(*) FROM schema_migrations").fetchone()[0]
        if count == 0 and is_schema_current(conn):
            for path in files:
                conn.execute(
                    "INSERT INTO schema_migrations (migration_name) VALUES (?)",
                    (path.name,),
                )
            conn.commit()
${extra}            return
        applied = {row[0] for row in conn.execute("SELECT migration_name FROM schema_migrations")}
        for path in files:
            if path.name not in applied:
                apply_migration(conn, path.name, path)
    finally:
        conn.close()
`;

const first = `-- PKCE
ALTER TABLE auth_state ADD COLUMN code_verifier TEXT NOT NULL DEFAULT '';
`;

const second = (
  guard: string,
): string => `-- Tokens were kept as they are: they cannot be carried over
DROP TABLE IF EXISTS tokens;
CREATE TABLE tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT UNIQUE NOT NULL,
    me TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX idx_tokens_hash ON tokens(token_hash);
CREATE INDEX idx_tokens_me ON tokens(me);
CREATE TABLE IF NOT EXISTS authorization_codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code_hash TEXT UNIQUE NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX ${guard}idx_auth_codes_hash ON authorization_codes(code_hash);
`;

const around = { [paths.runner]: runner(), [paths.first]: first, [paths.second]: second("") };

/** Rows 70, 71 and 73: the schema is the end state, and is run on every database first. */
export const bad: Files = {
  [paths.database]: database(tables + tokenIndexes + codes + codeIndex),
  ...around,
};

/** Rows 70, 71 and 73 where the rows are copied: what the older table lacked is certain. */
export const badCopied: Files = {
  ...bad,
  [paths.second]: second("").replace(
    /DROP TABLE IF EXISTS tokens;\nCREATE TABLE tokens (\([\s\S]*?\n\));\n/,
    `CREATE TABLE tokens_new $1;
INSERT INTO tokens_new (token_hash, me, expires_at)
SELECT lower(hex(randomblob(16))), me, expires_at FROM tokens;
DROP TABLE tokens;
ALTER TABLE tokens_new RENAME TO tokens;
`,
  ),
};

/** Row 75: a table of an earlier migration is thrown away. */
export const thrownAway: Files = {
  [paths.first]: `CREATE TABLE IF NOT EXISTS notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL,
    draft INTEGER
);
`,
  [paths.second]: `DROP TABLE notes;
CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE
);
CREATE INDEX IF NOT EXISTS by_slug ON notes (slug);
`,
};

/** The same, with the schema in a module of its own. */
export const badImported: Files = {
  [paths.schema]: constant(tables + tokenIndexes + codes + codeIndex),
  [paths.database]: connects("\nfrom starpunk.schema import SCHEMA_SQL\n"),
  ...around,
};

/** Row 70 of a column that a migration adds. */
export const badColumn: Files = {
  [paths.database]: database(
    `${tables}CREATE INDEX IF NOT EXISTS idx_state_verifier ON auth_state(code_verifier);\n`,
  ),
  [paths.runner]: runner(),
  [paths.first]: first,
};

/** Row 74: without the indexes in the schema a new database never gets them. */
export const missing: Files = {
  [paths.database]: database(tables + codes),
  ...around,
};

/** As the project has it now: a new database gets the indexes where its migrations are written down. */
export const fixed: Files = {
  [paths.database]: database(tables + codes),
  ...around,
  [paths.runner]: runner(
    [
      "idx_tokens_hash ON tokens(token_hash)",
      "idx_tokens_me ON tokens(me)",
      "idx_auth_codes_hash ON authorization_codes(code_hash)",
    ]
      .map((one) => `            conn.execute("CREATE INDEX IF NOT EXISTS ${one}")\n`)
      .join(""),
  ),
  [paths.second]: second("IF NOT EXISTS "),
};

/** The other way: the schema is run on an empty database only. */
export const fixedOrder: Files = {
  ...bad,
  [paths.database]: (bad[paths.database] ?? "").replace(
    "        conn.executescript(SCHEMA_SQL)\n",
    `        if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'notes'").fetchone():\n            conn.executescript(SCHEMA_SQL)\n`,
  ),
};

/** What the release before both migrations made. */
export const older = `CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT UNIQUE NOT NULL,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX idx_notes_created ON notes(created_at DESC);
CREATE TABLE auth_state (
    state TEXT PRIMARY KEY,
    expires_at TIMESTAMP NOT NULL
);
CREATE TABLE tokens (
    token TEXT PRIMARY KEY,
    me TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
`;
