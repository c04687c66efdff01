/** What exists before the first migration, as a team declares it: roles, schemas and so on by name. */
export interface Environment {
  readonly preset?: Preset;
  readonly roles: readonly string[];
  readonly schemas: readonly string[];
  readonly extensions: readonly string[];
  /** Tables, `schema.name` or `name`. */
  readonly tables: readonly string[];
  /** A SQL file that is run before the first migration. */
  readonly baseline?: { readonly path: string; readonly text: string };
}

export type Preset = "supabase" | "neon" | "rds" | "heroku" | "cloudsql";

export const nothingDeclared: Environment = { roles: [], schemas: [], extensions: [], tables: [] };

export type RuleSeverity = "error" | "warning" | "information" | "off";

/** What a team has written down about one history; from safe-migrations.json or the editor's settings. */
export interface Declared {
  /** A runner's id; undefined or "auto": recognised by itself. */
  readonly runner?: string;
  readonly environment: Environment;
  readonly postgresVersion?: number;
  readonly rules: Readonly<Record<string, RuleSeverity>>;
}

export const nothingSaid: Declared = { environment: nothingDeclared, rules: {} };
