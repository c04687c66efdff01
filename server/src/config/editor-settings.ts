import { isRecord, type Setting } from "./setting.ts";

/** Settings that the editor's client reads and nobody else: no file of a repository may have SQL run. */
export const editorSettings = {
  "verify.onSave": {
    type: "boolean",
    default: false,
    scope: "resource",
    description:
      "Run a migration on an empty PostgreSQL, twice, whenever it is saved. Only in trusted workspaces.",
  },
} as const satisfies Record<string, Setting>;

const sections = new Set(Object.keys(editorSettings).map((key) => key.split(".")[0]));

/** What an editor has configured, without the settings that are its own. */
export const withoutEditors = (given: unknown): unknown =>
  isRecord(given)
    ? Object.fromEntries(Object.entries(given).filter(([key]) => !sections.has(key)))
    : given;
