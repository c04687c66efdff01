import type { HistoryExample, HistoryRule } from "./history-rule.ts";

/** The page of a rule on the set of files, in Markdown. */
export const historyRuleDocumentation = (rule: HistoryRule): string =>
  [
    `# ${rule.id}`,
    `**${rule.title}**`,
    rule.why,
    `Severity: ${rule.severity}.`,
    "## Found",
    ...rule.examples.flags.map(({ files, fixed }) =>
      [filesText(files), ...(fixed ? ["becomes", filesText(fixed)] : [])].join("\n\n"),
    ),
    "## Left alone",
    ...rule.examples.allows.map(
      ({ files, because }) => filesText(files) + (because ? `\n\nHere ${because}.` : ""),
    ),
  ]
    .join("\n\n")
    .concat("\n");

const filesText = (files: HistoryExample["files"]): string =>
  Object.entries(files)
    .map(([name, text]) => `\`${name}\`\n\`\`\`\n${text.trim()}\n\`\`\``)
    .join("\n\n");
