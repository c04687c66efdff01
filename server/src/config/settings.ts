import { runners } from "../runners/registry.ts";
import { complaint, defaultOf, isRecord, type Setting, type ValueOf } from "./setting.ts";

const runner = {
  type: "string",
  enum: ["auto", ...runners.map((one) => one.id)] as readonly string[],
  enumDescriptions: [
    "Recognised by the files and the configuration around them.",
    ...runners.map((one) => `${one.id} applies the files.`),
  ],
  default: "auto",
  description: "The tool that applies the migrations.",
} as const;

const postgresVersion = {
  type: "number",
  minimum: 12,
  maximum: 18,
  default: null,
  description: "The oldest PostgreSQL (major version) that the migrations must run on.",
} as const;

const severities = {
  type: "map",
  enum: ["error", "warning", "information", "off"],
  description: "Severities of rules, by id (`rerun/guard-needed`).",
} as const;

const names = (description: string) => ({ type: "array", default: [], description }) as const;

const environment = {
  type: "object",
  description: "What exists before the first migration.",
  properties: {
    preset: {
      type: "string",
      enum: ["none", "supabase", "neon", "rds", "heroku", "cloudsql"],
      enumDescriptions: [
        "A PostgreSQL of one's own.",
        "What Supabase puts into a project's database.",
        "What Neon puts into a database.",
        "What Amazon RDS and Aurora put into a database.",
        "What Heroku Postgres puts into a database.",
        "What Google Cloud SQL puts into a database.",
      ],
      default: "none",
      description: "Where the database is hosted.",
    },
    roles: names("Roles that exist."),
    schemas: names("Schemas that exist."),
    extensions: names("Extensions that are installed."),
    tables: names("Tables that exist, `schema.name` or `name`."),
    baseline: {
      type: "text",
      description: "A SQL file, relative to this file, that is run before the first migration.",
    },
  },
} as const;

/**
 * The one table of settings. package.json's `contributes.configuration`, the JSON schema of safe-migrations.json and
 * docs/settings.md are generated from it (scripts/generate.mts); the types below follow from it.
 */
export const settings = {
  rerun: {
    type: "string",
    enum: ["auto", "require", "off"],
    enumDescriptions: [
      "By what the migration tool does with a file that failed half-way: error where it runs every file on every boot, warning where it can lose its record, information where statements and record commit together.",
      "Every migration must survive a second run: never below warning.",
      "Say nothing about second runs.",
    ],
    default: "auto",
    scope: "resource",
    description:
      "How seriously to take a statement that fails, or leaves a duplicate, when its file runs again.",
  },
  runner: { ...runner, scope: "resource" },
  postgresVersion: { ...postgresVersion, scope: "resource" },
  rules: { ...severities, scope: "resource" },
  environment: { ...environment, scope: "resource" },
  histories: {
    type: "list",
    required: ["folder"],
    scope: "resource",
    description: "What holds for single folders of migrations, instead of what holds for all.",
    properties: {
      folder: {
        type: "text",
        description: "The folder that holds the migrations, relative to this file.",
      },
      runner,
      postgresVersion,
      rules: severities,
      environment,
    },
  },
  folders: {
    type: "array",
    default: [],
    scope: "resource",
    description:
      "Folders (glob patterns relative to the workspace folder) that hold migrations, besides those that are recognised by themselves.",
  },
  exclude: {
    type: "array",
    default: ["**/node_modules/**", "**/.git/**", "**/dist/**"],
    scope: "resource",
    description: "Folders (glob patterns) that are never searched for migrations.",
  },
  mainBranch: {
    type: "text",
    scope: "resource",
    description:
      "The branch or commit whose migrations databases may have run: a migration that comes late, takes a version that is taken, or was edited since is told. Empty: origin/HEAD, origin/main, origin/master, main or master, whichever is there; `none`: nothing is compared. The command line has `--since`.",
  },
  lockLens: {
    type: "string",
    enum: ["strong", "all", "off"],
    enumDescriptions: [
      "Locks that make writers wait: SHARE and stronger.",
      "Every lock but that of a reader.",
      "None.",
    ],
    default: "strong",
    scope: "resource",
    description:
      "Which locks to show above a statement in the editor; never those on tables that the migration itself creates.",
  },
  disabledRules: {
    type: "array",
    default: [],
    scope: "resource",
    description: "Rules that are switched off, by id (`rerun/guard-needed`).",
  },
} as const satisfies Record<string, Setting>;

export type Settings = { readonly [K in keyof typeof settings]: ValueOf<(typeof settings)[K]> };

/** What is wrong with a given value, in one line. */
export interface SettingProblem {
  readonly key: string;
  readonly message: string;
}

/** Reads settings from anything a user may have written. A wrong value counts as its default and is reported. */
export function readSettings(given: unknown): {
  readonly settings: Settings;
  readonly problems: readonly SettingProblem[];
} {
  const problems: SettingProblem[] = [];
  const values: Record<string, unknown> = {};
  const input = isRecord(given) ? given : {};
  if (given !== undefined && given !== null && !isRecord(given))
    problems.push({ key: "", message: "the settings must be an object" });
  for (const [key, setting] of Object.entries<Setting>(settings)) {
    const value = input[key];
    const wrong = value === undefined ? undefined : complaint(setting, value);
    if (wrong) problems.push({ key, message: `${key}: ${wrong}` });
    values[key] = value === undefined || wrong ? defaultOf(setting) : value;
  }
  for (const key of Object.keys(input))
    if (!(key in settings) && key !== "$schema")
      problems.push({ key, message: `${key}: there is no such setting` });
  return { settings: values as unknown as Settings, problems };
}
