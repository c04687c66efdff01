/** The store of Temper, small: constants with DDL, and a function that runs them at every start. */
export const schema = `//! Schema of the store.

pub const CREATE_TENANTS_TABLE: &str = "\\
CREATE TABLE IF NOT EXISTS tenants (
    id text PRIMARY KEY
)";

pub const CREATE_EVENTS_TABLE: &str = r#"
CREATE TABLE IF NOT EXISTS events (
    tenant text NOT NULL REFERENCES tenants (id),
    body jsonb NOT NULL
)"#;

pub const CREATE_TENANT_SECRETS_TABLE: &str = "\\
CREATE TABLE IF NOT EXISTS tenant_secrets (
    tenant text NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (tenant, name)
)";

pub const ENABLE_TENANT_RLS: &[&str] = &[
    "ALTER TABLE events ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE tenant_secrets ENABLE ROW LEVEL SECURITY",
    "DO $$ BEGIN \\
        IF NOT EXISTS (SELECT 1 FROM pg_policies WHERE tablename = 'tenant_secrets' AND policyname = 'own_tenant') THEN \\
            EXECUTE 'CREATE POLICY own_tenant ON tenant_secrets USING (tenant = current_setting(''app.tenant''))'; \\
        END IF; \\
    END $$",
];
`;

const run = (constant: string): string => `    sqlx::query(schema::${constant})
        .execute(pool)
        .await
        .map_err(storage_error)?;
`;

const loop = `    for stmt in schema::ENABLE_TENANT_RLS {
        sqlx::query(stmt)
            .execute(pool)
            .await
            .map_err(storage_error)?;
    }
`;

const main = (body: string): string => `use crate::schema;
use sqlx::PgPool;

pub async fn run_migrations(pool: &PgPool) -> Result<(), PersistenceError> {
${body}    Ok(())
}
`;

const tenants = run("CREATE_TENANTS_TABLE");
const events = run("CREATE_EVENTS_TABLE");
const secrets = run("CREATE_TENANT_SECRETS_TABLE");

/** The failure: row-level security for a table that nothing makes. */
export const bad = main(tenants + events + loop);
/** The table is made after the step that needs it. */
export const late = main(tenants + events + loop + secrets);
export const fixed = main(tenants + events + secrets + loop);

/** Row 6: the next boot trips over it. */
export const unguarded = schema.replace("CREATE TABLE IF NOT EXISTS events", "CREATE TABLE events");
export const unguardedPolicy = schema.replace(
  /"DO \$\$ BEGIN[\s\S]*?END \$\$"/,
  `"CREATE POLICY own_tenant ON tenant_secrets USING (tenant = current_setting('app.tenant'))"`,
);
/** Row 11: a table and its index in one text, which `query` prepares. */
export const crowded = schema.replace(
  '\n)"#',
  '\n);\nCREATE INDEX IF NOT EXISTS events_tenant ON events (tenant)"#',
);

/** The later form: an array of labels and statements. */
const array = (...constants: readonly string[]): string => `    let statements = [
${constants.map((one) => `        ("${one.toLowerCase()}", schema::${one}),\n`).join("")}    ];
    for (label, sql) in statements {
        sqlx::query(sql)
            .execute(pool)
            .await
            .map_err(|error| storage_error(label, error))?;
    }
`;
export const badArray = main(array("CREATE_TENANTS_TABLE", "CREATE_EVENTS_TABLE") + loop);
export const fixedArray = main(
  array("CREATE_TENANTS_TABLE", "CREATE_EVENTS_TABLE", "CREATE_TENANT_SECRETS_TABLE") + loop,
);

export const paths = {
  schema: "crates/store/src/schema.rs",
  main: "crates/store/src/migration.rs",
} as const;
