import type { FolderExample, FolderRule } from "./folder-rule.ts";
import type { Example, Rule } from "./rule.ts";

/** The page of a rule, in Markdown: made from the rule itself, so that page, hover and test cannot differ. */
export function ruleDocumentation(rule: Rule): string {
  const aliases =
    rule.aliases.length > 0
      ? `\n\nElsewhere: ${rule.aliases.map((one) => `\`${one}\``).join(", ")}.`
      : "";
  return [
    `# ${rule.id}`,
    `**${rule.title}**`,
    rule.why + aliases,
    severityText(rule),
    "## Found",
    ...rule.examples.flags.map(flagged),
    "## Left alone",
    ...rule.examples.allows.map(allowed),
    "## Silence it",
    sql(`-- safe-migrations-ignore ${rule.id}: why this one may stay`),
  ]
    .join("\n\n")
    .concat("\n");
}

/** The page of a rule about the set of files. */
export const folderRuleDocumentation = (rule: FolderRule): string =>
  [
    `# ${rule.id}`,
    `**${rule.title}**`,
    rule.why,
    `Severity: ${rule.severity}.`,
    "## Found",
    ...rule.examples.flags.map(folder),
    "## Left alone",
    ...rule.examples.allows.map(folder),
    "## Silence it",
    silencing(rule),
  ]
    .join("\n\n")
    .concat("\n");

/** Programs have comments of their own. */
const silencing = ({ id, examples }: FolderRule): string => {
  const words = `safe-migrations-ignore-file ${id}: why this one may stay`;
  const inSql = Object.keys(examples.flags[0].files).some((name) => name.endsWith(".sql"));
  return inSql ? sql(`-- ${words}`) : program(`# ${words}`);
};

const folder = ({ files, runner, released, fixed, because }: FolderExample): string =>
  [
    ...(runner ? [`With ${runner}:`] : []),
    ...(released ? ["Released:", ...written(released), "On the branch:"] : []),
    ...written(files),
    ...(fixed ? ["becomes", ...written(fixed)] : []),
    ...(because ? [sentence(because)] : []),
  ].join("\n\n");

const written = (files: FolderExample["files"]): readonly string[] =>
  Object.entries(files).map(
    ([name, text]) => `\`${name}\`\n${/\.sql$/.test(name) ? sql(text) : program(text)}`,
  );

const severityText = (rule: Rule): string =>
  rule.severity === "rerun"
    ? "Severity: error where the migration tool runs every file on every boot, warning where it can lose its record or is not known, information where statements and record commit together (setting `rerun`)."
    : `Severity: ${rule.severity}.`;

const flagged = (example: Example): string =>
  [
    sql(withGiven(example)),
    ...(example.fixed === undefined ? [] : ["becomes", sql(example.fixed)]),
  ].join("\n\n");

const allowed = (example: Example): string =>
  sql(withGiven(example)) + (example.because ? `\n\n${sentence(example.because)}` : "");

const withGiven = ({ given, sql: here, later }: Example): string =>
  given || later
    ? [
        ...(given ? [`-- an earlier migration\n${given}\n`] : []),
        `-- this one\n${here}`,
        ...(later ? [`\n-- a later migration\n${later}`] : []),
      ].join("\n")
    : here;

const program = (text: string): string => `\`\`\`\n${text.trim()}\n\`\`\``;

const sql = (text: string): string => `\`\`\`sql\n${text.trim()}\n\`\`\``;

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

/** Where a rule's page stands on the web; the same file lies in docs/rules/. */
export const documentationUrl = (id: string): string =>
  `https://github.com/safe-migrations/safe-migrations/blob/main/docs/rules/${id}.md`;

/** docs/rules/README.md: all rules, a line each. */
export const ruleIndex = (rules: readonly Pick<Rule, "id" | "title">[]): string =>
  ["# Rules", rules.map((rule) => `- [\`${rule.id}\`](${rule.id}.md): ${rule.title}`).join("\n")]
    .join("\n\n")
    .concat("\n");
