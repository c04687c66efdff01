import { type Hover, type HoverParams, MarkupKind } from "vscode-languageserver";
import { pages } from "../rules/pages.ts";
import type { ObjectAt } from "../service/objects/objects.ts";
import { baseOf } from "../text/path.ts";
import { measuredAt } from "./code-lens.ts";
import { checkDocument, rangeOf } from "./diagnostics.ts";
import { ask, locationOf } from "./navigate.ts";
import type { Server } from "./server.ts";

/** Why the rule of a finding is there; what an object is and became; what a statement locks. */
export function hover(server: Server, params: HoverParams): Hover | null {
  const checked = checkDocument(server, params.textDocument.uri);
  const asked = ask(server, params);
  if (!checked || !asked) return null;
  const { history, path, offset } = asked;
  const finding = checked.findings.find(({ span }) => span.start <= offset && offset <= span.end);
  const rule = pages.find((one) => one.id === finding?.rule);
  const found = server.service.objectAt(history, path, offset);
  const locked = server.service.locksAt(history, path, offset);
  const seen = locked && measuredAt(server, history, path).get(locked.place.span.start);
  const parts = [
    ...(found ? [objectText(server, asked.history, found)] : []),
    ...(rule ? [`**${rule.title}**\n\n${rule.why}`] : []),
    ...(locked && (found || offset - locked.place.span.start < longestVerb)
      ? seen
        ? [...seen.locks.map(lockText), `Measured on ${seen.engine}`]
        : locked.locks.map(lockText)
      : []),
  ];
  if (parts.length === 0) return null;
  const span = finding?.span ?? found?.place.span ?? locked?.place.span;
  return {
    ...(span ? { range: rangeOf(checked.document, span) } : {}),
    contents: { kind: MarkupKind.Markdown, value: parts.join("\n\n---\n\n") },
  };
}

/** On its first word a statement tells what it locks. */
const longestVerb = "refresh".length;

interface Locked {
  readonly mode: string;
  readonly relation: string;
  readonly rewrites: boolean | "unknown";
  readonly scans: boolean | "unknown";
}

function lockText({ mode, relation, rewrites, scans }: Locked): string {
  const work = [
    ...(rewrites === true ? ["rewrites all of its rows"] : []),
    ...(scans === true && rewrites !== true ? ["reads it from end to end"] : []),
  ];
  return [`Takes **${mode}** on \`${relation}\``, ...work].join(", ");
}

function objectText(
  server: Server,
  history: Parameters<typeof locationOf>[1],
  { description, story }: ObjectAt,
): string {
  const told = story.map(({ what, ...place }) => {
    const { uri, range } = locationOf(server, history, place);
    const line = range.start.line + 1;
    return `${what} in [${baseOf(place.path)}:${line}](${uri}#L${line})`;
  });
  return ["```sql", description, "```", told.join(" · ")].join("\n");
}
