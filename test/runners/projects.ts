/** What is to be said of a project by its files alone. */
export interface Project {
  readonly runner: string;
  readonly because: string | RegExp;
  /** Names in the order in which the tool runs them. */
  readonly order: readonly string[];
  /** SQL files that the tool passes over. */
  readonly ignored?: readonly string[];
  /** Files that run outside a transaction. */
  readonly outside?: readonly string[];
  readonly late: "skipped" | "applied" | "refused" | "impossible";
  readonly grouping: string;
  readonly repeats: "always" | "crash" | "never";
  /** The migration with a reverse, and the first line of it. */
  readonly down?: readonly [string, string];
  /** What New Migration writes for an index that is built concurrently. */
  readonly next: Readonly<Record<string, RegExp>>;
}

/** One small project for each tool, in the folder of its name; where the facts are from, each profile says. */
export const projects: Readonly<Record<string, Project>> = {
  dbmate: {
    runner: "dbmate",
    because: /db\/migrations\/\w+\.sql: `-- migrate:up`/,
    // As text: the index on `name` comes after the column, 10 before 2.
    order: ["0_accounts.sql", "10_name.sql", "2_name_index.sql", "3_email_index.sql"],
    outside: ["3_email_index.sql"],
    late: "applied",
    grouping: "per file",
    repeats: "never",
    down: ["0_accounts.sql", "DROP TABLE accounts;"],
    next: {
      "11_by_mail.sql": /^-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY IF NOT EXISTS/,
    },
  },
  goose: {
    runner: "goose",
    because: /sql\/\w+\.sql: `-- \+goose Up`/,
    order: ["1_accounts.sql", "2_name.sql", "10_email_set.sql", "11_email_index.sql"],
    outside: ["11_email_index.sql"],
    late: "refused",
    grouping: "per file",
    repeats: "never",
    down: ["2_name.sql", "ALTER TABLE accounts DROP COLUMN name;"],
    next: {
      "12_by_mail.sql":
        /^-- \+goose NO TRANSACTION\n-- \+goose Up\nDROP INDEX CONCURRENTLY IF EXISTS [\s\S]*;\nCREATE INDEX CONCURRENTLY/,
    },
  },
  "golang-migrate": {
    runner: "golang-migrate",
    because: /\.up\.sql: a file named N_name\.up\.sql; go\.mod: `.*golang-migrate/,
    order: ["1_accounts.up.sql", "2_name.up.sql", "10_email_index.up.sql"],
    ignored: ["11_forgotten.sql"],
    outside: ["10_email_index.up.sql"],
    late: "skipped",
    grouping: "one query",
    repeats: "crash",
    down: ["1_accounts.up.sql", "DROP TABLE accounts;"],
    next: {
      "11_by_mail.up.sql": /^CREATE INDEX CONCURRENTLY IF NOT EXISTS/,
      "11_by_mail.down.sql": /^DROP INDEX/,
    },
  },
  tern: {
    runner: "tern",
    because: /accounts\.sql: `---- create above \/ drop below ----`/,
    order: ["001_accounts.sql", "002_name.sql", "003_email_index.sql"],
    outside: ["003_email_index.sql"],
    late: "impossible",
    grouping: "per file",
    repeats: "never",
    down: ["002_name.sql", "ALTER TABLE accounts DROP COLUMN name;"],
    next: {
      "004_by_mail.sql":
        /^---- tern: disable-tx ----\nDROP INDEX CONCURRENTLY IF EXISTS [\s\S]*;\nCREATE INDEX CONCURRENTLY/,
    },
  },
  sqlx: {
    runner: "sqlx",
    because: /Cargo\.toml: `sqlx = /,
    order: ["1_accounts.sql", "2_name.sql", "10_email_index.sql", "11_late_mark.sql"],
    // The mark of 11 is not at the first byte.
    outside: ["10_email_index.sql"],
    late: "applied",
    grouping: "per file",
    repeats: "never",
    next: { "12_by_mail.sql": /^-- no-transaction\nCREATE INDEX CONCURRENTLY/ },
  },
  refinery: {
    runner: "refinery",
    because: /Cargo\.toml: `refinery = /,
    order: ["V1__accounts.sql", "V2__name.sql", "V10__name_index.sql"],
    ignored: ["11_forgotten.sql"],
    late: "refused",
    grouping: "per file",
    repeats: "crash",
    next: { "V11__by_mail.sql": /^CREATE INDEX IF NOT EXISTS/ },
  },
  diesel: {
    runner: "diesel",
    because: /diesel\.toml/,
    // Versions without dashes: 20250101120000 comes before 2025-01-02-000000.
    order: [
      "00000000000000_setup/up.sql",
      "20250101120000_email_index/up.sql",
      "2025-01-02-000000_name/up.sql",
    ],
    outside: ["20250101120000_email_index/up.sql"],
    late: "applied",
    grouping: "per file",
    repeats: "never",
    down: ["2025-01-02-000000_name/up.sql", "ALTER TABLE accounts DROP COLUMN name;"],
    next: {
      "2026-11-21-093000_by_mail/up.sql": /^CREATE INDEX CONCURRENTLY IF NOT EXISTS/,
      "2026-11-21-093000_by_mail/down.sql": /^DROP INDEX/,
      "2026-11-21-093000_by_mail/metadata.toml": /^run_in_transaction = false\n$/,
    },
  },
  "node-pg-migrate": {
    runner: "node-pg-migrate",
    because: /package\.json: `.*"node-pg-migrate": "9\.0\.0"/,
    // 17 digits are a UTC time: 2025-01-01 12:00 lies between the other two.
    order: [
      "1735725600000_accounts.sql",
      "20250101120000000_name.sql",
      "1735740000000_name_index.sql",
    ],
    late: "refused",
    grouping: "all pending",
    repeats: "never",
    down: ["1735725600000_accounts.sql", "DROP TABLE accounts;"],
    next: { "1795253400000_by_mail.sql": /^-- Up Migration\nCREATE INDEX IF NOT EXISTS/ },
  },
  drizzle: {
    runner: "drizzle",
    because: "drizzle/meta/_journal.json",
    // The journal's order, not the names'.
    order: ["0000_accounts.sql", "0002_name.sql", "0001_name_index.sql"],
    ignored: ["0003_forgotten.sql"],
    late: "skipped",
    grouping: "all pending",
    repeats: "never",
    next: {
      "0003_by_mail.sql": /^CREATE INDEX IF NOT EXISTS/,
      "meta/_journal.json":
        /"idx": 3,\n\s*"version": "7",\n\s*"when": 1795253400000,\n\s*"tag": "0003_by_mail",\n\s*"breakpoints": true/,
    },
  },
  "drizzle-1": {
    runner: "drizzle-1",
    because: /drizzle\.config\.ts: `\.\/drizzle`/,
    order: ["20250101120000_accounts/migration.sql", "20250102120000_name/migration.sql"],
    late: "applied",
    grouping: "all pending",
    repeats: "never",
    next: { "20261121093000_by_mail/migration.sql": /^CREATE INDEX IF NOT EXISTS/ },
  },
  prisma: {
    runner: "prisma",
    because: "prisma/migrations/migration_lock.toml",
    order: ["0_accounts/migration.sql", "10_name/migration.sql", "2_name_index/migration.sql"],
    late: "applied",
    grouping: "one query",
    repeats: "crash",
    next: { "11_by_mail/migration.sql": /^CREATE INDEX CONCURRENTLY IF NOT EXISTS/ },
  },
  supabase: {
    runner: "supabase",
    because: "supabase/config.toml",
    order: ["0_accounts.sql", "10_name.sql", "2_name_index.sql"],
    ignored: ["11-forgotten.sql"],
    late: "refused",
    grouping: "per file",
    repeats: "never",
    next: {
      "11_by_mail.sql": /^DROP INDEX CONCURRENTLY IF EXISTS [\s\S]*;\nCREATE INDEX CONCURRENTLY/,
    },
  },
  flyway: {
    runner: "flyway",
    because: /flyway\.toml: `\[flyway\]`/,
    // 1.2 before 1.10, what is repeatable last; undo files are not run upwards.
    order: [
      "V1__accounts.sql",
      "V1.2__name.sql",
      "V1.10__name_index.sql",
      "V2__email_index.sql",
      "R__names.sql",
    ],
    outside: ["V2__email_index.sql"],
    late: "refused",
    grouping: "per file",
    repeats: "never",
    next: {
      "V3__by_mail.sql": /^DROP INDEX CONCURRENTLY IF EXISTS [\s\S]*;\nCREATE INDEX CONCURRENTLY/,
      "V3__by_mail.sql.conf": /^executeInTransaction=false\n$/,
    },
  },
  liquibase: {
    runner: "liquibase",
    because: /changes\/10_name\.sql: `--liquibase formatted sql`/,
    order: ["10_name.sql", "2_name_index.sql"],
    ignored: ["3_forgotten.sql"],
    late: "applied",
    grouping: "per changeset",
    repeats: "never",
    next: {
      "11_by_mail.sql":
        /^--liquibase formatted sql\n\n--changeset author:11-by_mail runInTransaction:false\nDROP INDEX CONCURRENTLY IF EXISTS [\s\S]*;\nCREATE INDEX CONCURRENTLY[\s\S]*\n--rollback DROP INDEX/,
    },
  },
  knex: {
    runner: "knex",
    because: /knexfile\.js: `\.\/migrations`/,
    order: ["0_accounts.up.sql", "10_name.up.sql", "2_name_index.up.sql"],
    late: "applied",
    grouping: "all pending",
    repeats: "never",
    down: ["0_accounts.up.sql", "DROP TABLE accounts;"],
    next: {
      "11_by_mail.up.sql": /^CREATE INDEX IF NOT EXISTS/,
      "11_by_mail.down.sql": /^DROP INDEX/,
    },
  },
  typeorm: {
    runner: "typeorm",
    because: /src\/data-source\.ts/,
    order: ["1735725600000-accounts.sql", "1735725700000-name.sql"],
    late: "applied",
    grouping: "all pending",
    repeats: "never",
    next: { "1795253400000_by_mail.sql": /^CREATE INDEX IF NOT EXISTS/ },
  },
  kysely: {
    runner: "kysely",
    because: /kysely\.config\.ts: `migrations`/,
    order: ["10_name.sql", "1_accounts.sql", "2_name_index.sql"],
    late: "refused",
    grouping: "all pending",
    repeats: "never",
    next: { "11_by_mail.sql": /^CREATE INDEX IF NOT EXISTS/ },
  },
  umzug: {
    runner: "umzug",
    because: /migrate\.js: `migrations`/,
    order: ["0_accounts.up.sql", "10_name.up.sql", "2_name_index.up.sql"],
    late: "applied",
    grouping: "one query",
    repeats: "crash",
    down: ["0_accounts.up.sql", "DROP TABLE accounts;"],
    next: {
      "11_by_mail.up.sql": /^CREATE INDEX CONCURRENTLY IF NOT EXISTS/,
      "11_by_mail.down.sql": /^DROP INDEX/,
    },
  },
  postgrator: {
    runner: "postgrator",
    because: /package\.json: `.*"postgrator": "8\.0\.0"/,
    order: ["1.do.accounts.sql", "2.do.name.sql", "10.do.name-index.sql"],
    ignored: ["11.name.sql"],
    late: "skipped",
    grouping: "one query",
    repeats: "crash",
    down: ["1.do.accounts.sql", "DROP TABLE accounts;"],
    next: {
      "11.do.by_mail.sql": /^CREATE INDEX CONCURRENTLY IF NOT EXISTS/,
      "11.undo.by_mail.sql": /^DROP INDEX/,
    },
  },
  "postgres-migrations": {
    runner: "postgres-migrations",
    because: /package\.json: `.*"postgres-migrations": "5\.3\.0"/,
    order: ["1_accounts.sql", "2_name.sql", "3_email_index.sql"],
    outside: ["3_email_index.sql"],
    late: "impossible",
    grouping: "per file",
    repeats: "never",
    next: {
      "4_by_mail.sql": /^-- postgres-migrations disable-transaction\nCREATE INDEX CONCURRENTLY/,
    },
  },
  "graphile-migrate": {
    runner: "graphile-migrate",
    because: /migrations\/committed\/000001\.sql: `--! Previous: -`/,
    order: ["committed/000001.sql", "committed/000002-name.sql", "current.sql"],
    outside: ["current.sql"],
    late: "impossible",
    grouping: "per file",
    repeats: "never",
    next: {},
  },
  atlas: {
    runner: "atlas",
    because: /atlas\.hcl: `migrations`/,
    order: ["0_accounts.sql", "10_name.sql", "2_name_index.sql", "3_email_index.sql"],
    outside: ["3_email_index.sql"],
    late: "refused",
    grouping: "per file",
    repeats: "never",
    next: {
      "11_by_mail.sql":
        /^-- atlas:txmode none\n\nDROP INDEX CONCURRENTLY IF EXISTS [\s\S]*;\nCREATE INDEX CONCURRENTLY/,
    },
  },
  sqitch: {
    runner: "sqitch",
    because: "sqitch.plan",
    order: ["deploy/accounts.sql", "deploy/name.sql", "deploy/email.sql"],
    outside: ["deploy/email.sql"],
    late: "refused",
    grouping: "per statement",
    repeats: "crash",
    down: ["deploy/accounts.sql", "BEGIN;"],
    next: {
      "deploy/by_mail.sql":
        /^-- Deploy by_mail\n\nDROP INDEX CONCURRENTLY IF EXISTS [\s\S]*;\nCREATE INDEX CONCURRENTLY/,
      "revert/by_mail.sql": /^-- Revert by_mail\n\nDROP INDEX/,
      "verify/by_mail.sql": /ROLLBACK;/,
      "sqitch.plan": /\nby_mail 2026-11-21T09:30:00Z Ann <ann@example\.com> # by_mail\n$/,
    },
  },
  "sql-migrate": {
    runner: "sql-migrate",
    because: /dbconfig\.yml|migrations\/\w+\.sql: `-- \+migrate Up/,
    // Names without a number come last.
    order: ["1_accounts.sql", "2_name.sql", "10_email_set.sql", "11_email_index.sql", "names.sql"],
    outside: ["11_email_index.sql"],
    late: "applied",
    grouping: "per file",
    repeats: "never",
    down: ["2_name.sql", "ALTER TABLE accounts DROP COLUMN name;"],
    next: {
      "12_by_mail.sql":
        /^-- \+migrate Up notransaction\nDROP INDEX CONCURRENTLY IF EXISTS [\s\S]*;\nCREATE INDEX CONCURRENTLY[\s\S]*\n-- \+migrate Down notransaction\nDROP INDEX/,
    },
  },
  yoyo: {
    runner: "yoyo",
    because: /yoyo\.ini: `\.\/migrations`/,
    // As text, each after what it depends on: 1 waits for 2, 2 for 10. Hooks come last.
    order: [
      "0.accounts.sql",
      "10.name.sql",
      "2.name-index.sql",
      "1.email-index.sql",
      "post-apply.sql",
    ],
    outside: ["1.email-index.sql"],
    late: "applied",
    grouping: "per file",
    repeats: "crash",
    down: ["0.accounts.sql", "DROP TABLE accounts;"],
    next: {
      "11.by_mail.sql":
        /^-- depends: 1\.email-index\n-- transactional: false\n\nDROP INDEX CONCURRENTLY IF EXISTS [\s\S]*;\nCREATE INDEX CONCURRENTLY/,
      "11.by_mail.rollback.sql": /^DROP INDEX/,
    },
  },
  pop: {
    runner: "pop",
    because: /the database in the file's name/,
    // The file for PostgreSQL stands in for the one for all databases; MySQL's is not run.
    order: [
      "20250101120000_accounts.postgres.up.sql",
      "20250102120000_email_index.autocommit.up.sql",
      "20250103120000_name.up.sql",
    ],
    outside: ["20250102120000_email_index.autocommit.up.sql"],
    late: "applied",
    grouping: "per file",
    repeats: "never",
    // So does the reverse for PostgreSQL, whatever the migration is for.
    down: ["20250103120000_name.up.sql", "ALTER TABLE accounts DROP COLUMN name;"],
    next: {
      "20261121093000_by_mail.autocommit.up.sql": /^CREATE INDEX CONCURRENTLY IF NOT EXISTS/,
      "20261121093000_by_mail.autocommit.down.sql": /^DROP INDEX/,
    },
  },
  "no-tracker": {
    runner: "no-tracker",
    because: /store\/db\.go: `ReadDir\(…\)` over \.sql files/,
    order: ["000001_accounts.up.sql", "000002_email_set.up.sql"],
    late: "applied",
    grouping: "one query",
    repeats: "always",
    down: ["000002_email_set.up.sql", "ALTER TABLE accounts DROP CONSTRAINT email_set;"],
    next: {
      "000003_by_mail.up.sql": /^CREATE INDEX CONCURRENTLY IF NOT EXISTS/,
      "000003_by_mail.down.sql": /^DROP INDEX/,
    },
  },
  "psql-loop": {
    runner: "no-tracker",
    because: /scripts\/migrate\.sh: `psql` for each of/,
    order: ["0_accounts.sql", "10_name.sql", "2_name_index.sql"],
    late: "applied",
    grouping: "per statement",
    repeats: "always",
    next: {
      "11_by_mail.sql": /^DROP INDEX CONCURRENTLY IF EXISTS [\s\S]*;\nCREATE INDEX CONCURRENTLY/,
    },
  },
  initdb: {
    runner: "docker-entrypoint-initdb.d",
    because: /compose\.yaml: `- \.\/init:\/docker-entrypoint-initdb\.d/,
    order: ["01_accounts.sql", "02_name.sql", "roles.sql"],
    late: "skipped",
    grouping: "per statement",
    repeats: "never",
    next: {
      "03_by_mail.sql": /^DROP INDEX CONCURRENTLY IF EXISTS [\s\S]*;\nCREATE INDEX CONCURRENTLY/,
    },
  },
  unknown: {
    runner: "unknown",
    because: /the name begins with a number; no tool was recognised/,
    order: ["V1_accounts.sql", "V2_name.sql", "V10_name_index.sql"],
    late: "applied",
    grouping: "one query",
    repeats: "crash",
    next: { "V11_by_mail.sql": /^CREATE INDEX CONCURRENTLY IF NOT EXISTS/ },
  },
};
