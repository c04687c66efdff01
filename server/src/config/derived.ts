import { type Setting, settings } from "./settings.ts";

/** package.json's `contributes.configuration`. */
export const configurationSection = () => ({
  title: "Safe Migrations",
  properties: Object.fromEntries(
    Object.entries<Setting>(settings).map(([key, setting], order) => [
      `safeMigrations.${key}`,
      {
        ...jsonType(setting),
        scope: setting.scope,
        order,
        markdownDescription: setting.description,
      },
    ]),
  ),
});

/** The schema of safe-migrations.json. */
export const settingsSchema = () => ({
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Safe Migrations settings",
  type: "object",
  additionalProperties: false,
  properties: {
    $schema: { type: "string" },
    ...Object.fromEntries(
      Object.entries<Setting>(settings).map(([key, setting]) => [
        key,
        { ...jsonType(setting), description: setting.description },
      ]),
    ),
  },
});

/** docs/settings.md. */
export function settingsPage(): string {
  const rows = Object.entries<Setting>(settings).map(([key, setting]) =>
    [
      `## ${key}`,
      setting.description,
      `Default: \`${JSON.stringify(setting.default)}\``,
      ...(setting.type === "string"
        ? [
            setting.enum
              .map((value, i) => `- \`${value}\`: ${setting.enumDescriptions[i]}`)
              .join("\n"),
          ]
        : []),
    ].join("\n\n"),
  );
  return [
    "# Settings",
    "In VS Code under `safeMigrations.`; for the command line and for a whole team the same keys in `safe-migrations.json` at the top of the repository.",
    ...rows,
  ]
    .join("\n\n")
    .concat("\n");
}

const jsonType = (setting: Setting) =>
  setting.type === "array"
    ? { type: "array", items: { type: "string" }, default: [...setting.default] }
    : {
        type: "string",
        enum: [...setting.enum],
        enumDescriptions: [...setting.enumDescriptions],
        default: setting.default,
      };
