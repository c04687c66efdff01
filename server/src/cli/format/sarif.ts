import { version } from "../../../../package.json";
import type { Finding } from "../../rules/finding.ts";
import { linesOf } from "../../text/lines.ts";

const levels = { error: "error", warning: "warning", information: "note" } as const;

/** SARIF 2.1.0 (OASIS), as code scanning services read it. Columns in UTF-16 code units. */
export function sarif(findings: readonly Finding[], texts: ReadonlyMap<string, string>): string {
  const rules = [...new Set(findings.map((one) => one.rule))];
  return JSON.stringify({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "safe-migrations",
            version,
            informationUri: "https://github.com/safe-migrations/safe-migrations",
            rules: rules.map((id) => ({ id })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => result(finding, rules, texts)),
      },
    ],
  });
}

function result(
  finding: Finding,
  rules: readonly string[],
  texts: ReadonlyMap<string, string>,
): object {
  const index = linesOf(texts.get(finding.path) ?? "");
  const start = index.position(finding.span.start);
  const end = index.position(finding.span.end);
  return {
    ruleId: finding.rule,
    ruleIndex: rules.indexOf(finding.rule),
    level: levels[finding.severity],
    message: { text: [finding.message, finding.detail].filter(Boolean).join("\n") },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: finding.path.split("/").map(encodeURIComponent).join("/") },
          region: {
            startLine: start.line + 1,
            startColumn: start.column + 1,
            endLine: end.line + 1,
            endColumn: end.column + 1,
          },
        },
      },
    ],
  };
}
