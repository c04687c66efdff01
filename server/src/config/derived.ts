import { editorSettings } from "./editor-settings.ts";
import { defaultOf, type Properties, type Setting, type Shape } from "./setting.ts";
import { settings } from "./settings.ts";

/** package.json's `contributes.configuration`. */
export const configurationSection = () => ({
  title: "Safe Migrations",
  properties: Object.fromEntries(
    Object.entries<Setting>({ ...settings, ...editorSettings }).map(([key, setting], order) => [
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
  const rows = Object.entries<Setting>(settings).map(([key, setting]) => section(key, setting));
  return [
    "# Settings",
    "In VS Code under `safeMigrations.`; for the command line and for a whole team the same keys in `safe-migrations.json` at the top of the repository.",
    ...rows,
    "# Of the editor alone",
    ...Object.entries<Setting>(editorSettings).map(([key, setting]) => section(key, setting)),
  ]
    .join("\n\n")
    .concat("\n");
}

const section = (key: string, setting: Setting): string =>
  [
    `## ${key}`,
    setting.description,
    `Default: \`${JSON.stringify(defaultOf(setting))}\``,
    ...details(setting),
  ].join("\n\n");

/** The values of an enumeration, the keys of an object. */
function details(shape: Shape): readonly string[] {
  if (shape.type === "string")
    return [
      shape.enum.map((value, i) => `- \`${value}\`: ${shape.enumDescriptions[i]}`).join("\n"),
    ];
  if (shape.type === "map") return [`Values: ${shape.enum.map((one) => `\`${one}\``).join(", ")}`];
  if (shape.type !== "object" && shape.type !== "list") return [];
  return [
    Object.entries(shape.properties)
      .map(([key, one]) => `- \`${key}\`: ${one.description}`)
      .join("\n"),
  ];
}

function jsonType(shape: Shape): Record<string, unknown> {
  switch (shape.type) {
    case "text":
      return { type: "string" };
    case "boolean":
      return { type: "boolean", default: shape.default };
    case "array":
      return { type: "array", items: { type: "string" }, default: [...shape.default] };
    case "number":
      return {
        type: ["integer", "null"],
        minimum: shape.minimum,
        maximum: shape.maximum,
        default: shape.default,
      };
    case "map":
      return { type: "object", additionalProperties: { type: "string", enum: [...shape.enum] } };
    case "object":
      return objectType(shape.properties, []);
    case "list":
      return { type: "array", items: objectType(shape.properties, shape.required) };
    case "string":
      return {
        type: "string",
        enum: [...shape.enum],
        enumDescriptions: [...shape.enumDescriptions],
        default: shape.default,
      };
  }
}

const objectType = (properties: Properties, required: readonly string[]) => ({
  type: "object",
  additionalProperties: false,
  ...(required.length > 0 ? { required: [...required] } : {}),
  properties: Object.fromEntries(
    Object.entries(properties).map(([key, one]) => [
      key,
      { ...jsonType(one), description: one.description },
    ]),
  ),
});
