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
  disabledRules: {
    type: "array",
    default: [],
    scope: "resource",
    description: "Rules that are switched off, by id (`rerun/guard-needed`).",
  },
} as const satisfies Record<string, Setting>;

export type Setting =
  | {
      readonly type: "string";
      readonly enum: readonly string[];
      readonly enumDescriptions: readonly string[];
      readonly default: string;
      readonly scope: "resource" | "window" | "machine";
      readonly description: string;
    }
  | {
      readonly type: "array";
      readonly default: readonly string[];
      readonly scope: "resource" | "window" | "machine";
      readonly description: string;
    };

type ValueOf<S> = S extends { enum: readonly (infer E)[] }
  ? E
  : S extends { type: "array" }
    ? readonly string[]
    : never;

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
    values[key] = value === undefined || wrong ? setting.default : value;
  }
  for (const key of Object.keys(input))
    if (!(key in settings) && key !== "$schema")
      problems.push({ key, message: `${key}: there is no such setting` });
  return { settings: values as unknown as Settings, problems };
}

function complaint(setting: Setting, value: unknown): string | undefined {
  if (setting.type === "array")
    return Array.isArray(value) && value.every((item) => typeof item === "string")
      ? undefined
      : "must be a list of strings";
  return typeof value === "string" && setting.enum.includes(value)
    ? undefined
    : `must be one of ${setting.enum.join(", ")}`;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
