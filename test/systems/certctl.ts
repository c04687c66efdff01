/** certctl, small: its Go program runs every *.up.sql and the seeds at every start, and keeps no record. */
export type Files = Readonly<Record<string, string>>;

const folder = "migrations";
const at = (name: string): string => `${folder}/${name}`;

/** Files around the migrations: by these the folder is known as one that every boot runs. */
export const runner: Files = {
  "internal/repository/postgres/db.go": `package postgres

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// RunMigrations applies every up migration, in order, at every start.
func RunMigrations(db *sql.DB, migrationsPath string) error {
	entries, err := os.ReadDir(migrationsPath)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	var names []string
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name(), ".up.sql") {
			names = append(names, entry.Name())
		}
	}
	sort.Strings(names)
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join(migrationsPath, name))
		if err != nil {
			return err
		}
		if _, err := db.Exec(string(content)); err != nil {
			return fmt.Errorf("migration %s: %w", name, err)
		}
	}
	return nil
}

// RunSeed applies the baseline rows after the migrations.
func RunSeed(db *sql.DB, migrationsPath string) error {
	content, err := os.ReadFile(filepath.Join(migrationsPath, "seed.sql"))
	if err != nil {
		return err
	}
	_, err = db.Exec(string(content))
	return err
}
`,
};

export const paths = {
  initial: at("000001_initial_schema.up.sql"),
  agents: at("000005_agent_names.up.sql"),
  columns: at("000011_deploy_target.up.sql"),
  unnamed: at("000012_agent_names_free.up.sql"),
  rbac: at("000029_rbac.up.sql"),
  jobs: at("000033_job_checks.up.sql"),
  tenants: at("000043_role_names_per_tenant.up.sql"),
  grants: at("000045_auditor_grants.up.sql"),
  grantsDown: at("000045_auditor_grants.down.sql"),
  seed: at("seed.sql"),
} as const;

const initial = `CREATE TABLE IF NOT EXISTS agents (
    id TEXT PRIMARY KEY,
    name VARCHAR(255) NOT NULL
);
CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    agent_id TEXT REFERENCES agents(id)
);
`;

const rbac = `CREATE TABLE IF NOT EXISTS permissions (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    namespace TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS roles (
    id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL DEFAULT 't-default',
    name TEXT NOT NULL,
    CONSTRAINT roles_name_key UNIQUE (name)
);
CREATE TABLE IF NOT EXISTS role_permissions (
    role_id TEXT NOT NULL REFERENCES roles(id),
    permission_id TEXT NOT NULL REFERENCES permissions(id),
    PRIMARY KEY (role_id, permission_id)
);
INSERT INTO permissions (id, name, namespace)
VALUES ('p-cert-read', 'cert.read', 'cert')
ON CONFLICT (id) DO NOTHING;
`;

const seededRole = (target: string): string => `INSERT INTO roles (id, name)
VALUES ('r-admin', 'admin')
ON CONFLICT (${target}) DO NOTHING;
`;

const guardedCheck = (name: string, check: string): string => `DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_constraint
        WHERE conname = '${name}' AND conrelid = 'jobs'::regclass
    ) THEN
        ALTER TABLE jobs ADD CONSTRAINT ${name} CHECK (${check});
    END IF;
END
$$;
`;

const perTenant = `ALTER TABLE roles DROP CONSTRAINT IF EXISTS roles_name_key;
`;

const auditorUp = `INSERT INTO permissions (id, name, namespace)
VALUES ('p-audit-export', 'audit.export', 'audit')
ON CONFLICT (id) DO NOTHING;
INSERT INTO roles (id, name) VALUES ('r-auditor', 'auditor') ON CONFLICT (id) DO NOTHING;
INSERT INTO role_permissions (role_id, permission_id)
VALUES ('r-auditor', 'p-audit-export')
ON CONFLICT DO NOTHING;
`;

const auditorDown = `DELETE FROM role_permissions WHERE permission_id = 'p-audit-export';
DELETE FROM roles WHERE id = 'r-auditor';
DELETE FROM permissions WHERE id = 'p-audit-export';
`;

/** As the project has it now. */
export const fixed: Files = {
  [paths.initial]: initial,
  [paths.rbac]: rbac + seededRole("id"),
  [paths.jobs]: `BEGIN;
${guardedCheck("jobs_status_known", "status IN ('pending', 'running', 'done')")}${guardedCheck("jobs_attempts_positive", "attempts >= 0")}DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_constraint
        WHERE conname = 'agents_name_key' AND conrelid = 'agents'::regclass
    ) THEN
        ALTER TABLE agents ADD CONSTRAINT agents_name_key UNIQUE (name);
    END IF;
END
$$;
COMMIT;
`,
  [paths.tenants]: perTenant,
  [paths.grants]: auditorUp,
  [paths.grantsDown]: auditorDown,
  [paths.seed]: `INSERT INTO agents (id, name) VALUES ('a-local', 'local') ON CONFLICT (id) DO NOTHING;
`,
};

/** Rows 32, 33, 38: constraints without a guard, each file its own statements. */
export const constraints: Files = {
  ...fixed,
  [paths.jobs]: `ALTER TABLE jobs
    ADD CONSTRAINT jobs_status_known CHECK (status IN ('pending', 'running', 'done'));
ALTER TABLE jobs ADD CONSTRAINT jobs_attempts_positive CHECK (attempts >= 0);
ALTER TABLE agents ADD CONSTRAINT agents_name_key UNIQUE (name);
`,
};

/** Row 34: the seed names a key that 000043 takes away. */
export const target: Files = { ...fixed, [paths.rbac]: rbac + seededRole("name") };

/** Row 35: a permission without its namespace. */
export const namespace: Files = {
  ...fixed,
  [paths.grants]: auditorUp
    .replace("(id, name, namespace)", "(id, name)")
    .replace("('p-audit-export', 'audit.export', 'audit')", "('p-audit-export', 'audit.export')"),
};

/** Row 36: a column by a name that it does not have, up and down. */
export const column: Files = {
  ...fixed,
  [paths.grants]: auditorUp.replace("(role_id, permission_id)", "(role_id, permission)"),
};
export const columnDown: Files = {
  ...fixed,
  [paths.grantsDown]: auditorDown.replace("WHERE permission_id", "WHERE permission"),
};

/** Row 37: a scope that may be missing, in the key. */
export const nullKey: Files = {
  ...fixed,
  [paths.tenants]: `${perTenant}CREATE TABLE IF NOT EXISTS actor_roles (
    actor_id TEXT NOT NULL,
    role_id TEXT NOT NULL REFERENCES roles(id),
    scope_id TEXT,
    PRIMARY KEY (actor_id, role_id, scope_id)
);
INSERT INTO actor_roles (actor_id, role_id, scope_id)
VALUES ('actor-admin', 'r-admin', NULL)
ON CONFLICT DO NOTHING;
`,
};

/** Row 39: the guard asks for the name alone, and another table has it. */
export const nameOnly: Files = {
  ...fixed,
  [paths.tenants]: `${perTenant}ALTER TABLE permissions DROP CONSTRAINT IF EXISTS namespace_known;
ALTER TABLE permissions ADD CONSTRAINT namespace_known CHECK (namespace <> '');
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'namespace_known') THEN
        ALTER TABLE roles ADD CONSTRAINT namespace_known CHECK (tenant_id <> '');
    END IF;
END
$$;
`,
};

/** Row 39 by the standard's view, and of a policy. */
export const nameOnlyInView: Files = {
  ...fixed,
  [paths.tenants]: (nameOnly[paths.tenants] ?? "").replace(
    "pg_constraint WHERE conname =",
    "information_schema.table_constraints t WHERE t.constraint_name =",
  ),
};
export const nameOnlyPolicy: Files = {
  ...fixed,
  [paths.tenants]: `${perTenant}DROP POLICY IF EXISTS own_tenant ON permissions;
CREATE POLICY own_tenant ON permissions USING (true);
do $$
begin
    if not exists (select from pg_policies where policyname = 'own_tenant' and schemaname = 'public') then
        create policy own_tenant on roles using (tenant_id = current_user);
    end if;
end
$$;
`,
};

/** Rows 40 and 41: an early file makes at every boot what a later one takes away again. */
export const recreated: Files = {
  ...fixed,
  [paths.agents]: "CREATE UNIQUE INDEX IF NOT EXISTS idx_agents_name ON agents (name);\n",
  [paths.columns]: "ALTER TABLE jobs ADD COLUMN IF NOT EXISTS agent TEXT;\n",
  [paths.unnamed]: `DROP INDEX IF EXISTS idx_agents_name;
ALTER TABLE jobs DROP COLUMN IF EXISTS agent;
`,
};

/** Rows 40 and 41, where a file between needs what is taken away. */
export const recreatedAndRead: Files = {
  ...recreated,
  [paths.columns]: `ALTER TABLE jobs
    ADD COLUMN IF NOT EXISTS agent TEXT,
    ADD COLUMN IF NOT EXISTS note TEXT;
`,
};
export const recreatedAndKept: Files = {
  ...fixed,
  [paths.columns]: "ALTER TABLE jobs ADD COLUMN IF NOT EXISTS agent TEXT DEFAULT 'none';\n",
  [paths.unnamed]: `ALTER TABLE jobs ADD COLUMN IF NOT EXISTS agent_label TEXT;
DO $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM information_schema.columns
        WHERE table_name = 'jobs' AND column_name = 'agent'
    ) THEN
        ALTER TABLE jobs DROP COLUMN agent_label;
        ALTER TABLE jobs RENAME COLUMN agent TO agent_label;
    END IF;
END
$$;
`,
};

/** Row 42: dropped and made again at every boot. */
export const dropAndAdd: Files = {
  ...fixed,
  [paths.columns]: `ALTER TABLE jobs DROP CONSTRAINT IF EXISTS jobs_attempts_few;
ALTER TABLE jobs ADD CONSTRAINT jobs_attempts_few CHECK (attempts < 100);
`,
};

/** Row 46. */
export const seeds: Files = {
  ...fixed,
  [paths.seed]: "INSERT INTO agents (id, name) VALUES ('a-local', 'local');\n",
};

/** Row 47: the same in every kind of object that has no IF NOT EXISTS. */
export const unguarded: Files = {
  ...fixed,
  [paths.columns]: `CREATE TYPE job_kind AS ENUM ('issue', 'renew');
ALTER TABLE jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY jobs_all ON jobs USING (true);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER jobs_touch BEFORE UPDATE ON jobs FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE agents RENAME COLUMN name TO label;
ALTER TYPE job_kind ADD VALUE 'revoke';
CREATE ROLE certctl_reader;
`,
  [paths.jobs]: "SELECT 1;\n",
  [paths.seed]:
    "INSERT INTO agents (id, label) VALUES ('a-local', 'local') ON CONFLICT DO NOTHING;\n",
};
