import type { Preset } from "./declared.ts";

export interface Platform {
  readonly roles: readonly string[];
  readonly schemas: readonly string[];
  readonly extensions?: readonly string[];
  readonly searchPath?: readonly string[];
}

/** What platforms have before anybody migrates; what their schemas hold is theirs, so it is not simulated. */
export const platforms: Readonly<Record<Preset, Platform>> = {
  // supabase/postgres: migrations/db/init-scripts and migrations/db/migrations.
  supabase: {
    roles: [
      "anon",
      "authenticated",
      "service_role",
      "authenticator",
      "dashboard_user",
      "pgbouncer",
      "supabase_admin",
      "supabase_auth_admin",
      "supabase_storage_admin",
      "supabase_functions_admin",
      "supabase_realtime_admin",
      "supabase_replication_admin",
      "supabase_read_only_user",
      "supabase_etl_admin",
    ],
    schemas: [
      "auth",
      "storage",
      "extensions",
      "graphql",
      "graphql_public",
      "realtime",
      "vault",
      "supabase_functions",
      "supabase_migrations",
      "pgbouncer",
      "net",
      "cron",
      "pgsodium",
      "pgmq",
    ],
    extensions: ["pgcrypto", "uuid-ossp", "pg_stat_statements"],
    searchPath: ["public", "extensions"],
  },
  // neon.com/docs/manage/roles
  neon: { roles: ["neon_superuser", "cloud_admin"], schemas: [] },
  // docs.aws.amazon.com: AmazonRDS, PostgreSQL roles
  rds: {
    roles: [
      "rds_superuser",
      "rds_replication",
      "rds_password",
      "rds_iam",
      "rds_ad",
      "rdsadmin",
      "rdsrepladmin",
      "rdstopmgr",
    ],
    schemas: [],
  },
  heroku: { roles: [], schemas: ["heroku_ext"] },
  // cloud.google.com/sql/docs/postgres/users
  cloudsql: {
    roles: [
      "cloudsqlsuperuser",
      "cloudsqladmin",
      "cloudsqlagent",
      "cloudsqlimportexport",
      "cloudsqlreplica",
      "cloudsqliamuser",
      "cloudsqliamserviceaccount",
    ],
    schemas: [],
  },
};
