import { textAt } from "../history/around.ts";
import type { OpenedHistory } from "../history/open.ts";
import type { Finding } from "../rules/finding.ts";
import { baseOf, joinPath, parentOf, within } from "../text/path.ts";

export const baselineName = "safe-migrations-baseline.json";

/** How often a rule may speak of a statement: by path (relative to the baseline), rule, and the statement's mark. */
type Accepted = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>
>;

/** What is left of a file's findings when those that the nearest baseline file accepts are taken out. */
export function notAccepted(
  history: OpenedHistory,
  path: string,
  findings: readonly Finding[],
): readonly Finding[] {
  const nearest = nearestBaseline(history, absolute(history, path));
  if (!nearest) return findings;
  const text = textAt(history, path) ?? "";
  const name = within(nearest.folder, absolute(history, path)) ?? "";
  const left = new Map<string, number>();
  return findings.filter((finding) => {
    const mark = markOf(finding, text);
    const key = `${finding.rule} ${mark}`;
    const count = left.get(key) ?? nearest.accepted[name]?.[finding.rule]?.[mark] ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

/** A finding with the text of the file that it is in. */
export interface Found {
  readonly history: OpenedHistory;
  readonly finding: Finding;
  readonly text: string;
}

/** The text of a baseline file in `folder` (absolute, posix) that accepts these findings. */
export function baselineOf(folder: string, found: readonly Found[]): string {
  const accepted: Record<string, Record<string, Record<string, number>>> = {};
  for (const { history, finding, text } of found) {
    const name = within(folder, absolute(history, finding.path)) ?? finding.path;
    accepted[name] ??= {};
    const rules = accepted[name];
    rules[finding.rule] ??= {};
    const marks = rules[finding.rule] ?? {};
    const mark = markOf(finding, text);
    marks[mark] = (marks[mark] ?? 0) + 1;
  }
  return `${JSON.stringify({ version: 1, accepted }, undefined, 1)}\n`;
}

/** The same history as if nothing had been accepted. */
export const withoutBaseline = (history: OpenedHistory): OpenedHistory => ({
  ...history,
  listed: {
    ...history.listed,
    nearby: history.listed.nearby.filter(({ path }) => baseOf(path) !== baselineName),
  },
});

function nearestBaseline(
  history: OpenedHistory,
  path: string,
): { readonly folder: string; readonly accepted: Accepted } | undefined {
  const [nearest] = history.listed.nearby
    .filter((file) => baseOf(file.path) === baselineName)
    .filter((file) => within(parentOf(file.path), path) !== undefined)
    .toSorted((one, other) => other.path.length - one.path.length);
  return nearest && { folder: parentOf(nearest.path), accepted: read(nearest.text) };
}

/** A baseline that cannot be read accepts nothing: its findings come back. */
function read(text: string): Accepted {
  try {
    const value: unknown = JSON.parse(text);
    const accepted = typeof value === "object" && value && "accepted" in value && value.accepted;
    return typeof accepted === "object" && accepted ? (accepted as Accepted) : {};
  } catch {
    return {};
  }
}

const absolute = (history: OpenedHistory, path: string): string =>
  joinPath(history.listed.path, within(history.folder, path) ?? path);

/** Of a statement's text without its blanks, so that a baseline holds where only the layout changes: 53 bits. */
function markOf(finding: Finding, text: string): string {
  const { start, end } = finding.statement ?? finding.span;
  const words = text.slice(start, end).replace(/\s+/g, " ").trim();
  let [low, high] = [0x811c9dc5, 0x1b873593];
  for (let at = 0; at < words.length; at++) {
    const code = words.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  return ((high >>> 11) * 4294967296 + (low >>> 0)).toString(36);
}
