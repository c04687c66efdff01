import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Scalar } from "yaml";
import { insertAt } from "../../text/edits.ts";
import type { Edit, Span } from "../../text/span.ts";
import type { HostString, Literal, Piece } from "../host-string.ts";
import type { HostFile } from "../source.ts";

/** A workflow of GitHub Actions, as far as it runs commands: https://docs.github.com/actions/reference/workflow-syntax-for-github-actions */
export interface Workflow {
  readonly file: HostFile;
  readonly jobs: readonly (readonly WorkflowStep[])[];
  /** `on.<event>.paths`. */
  readonly filters: readonly PathFilter[];
}

export interface WorkflowStep {
  /** What the shell gets. */
  readonly run: HostString;
  readonly at: Span;
  /** The whole item of the list, by lines. */
  readonly item: Span;
  readonly folder: string;
}

export interface PathFilter {
  readonly at: Span;
  readonly patterns: readonly string[];
  /** One pattern more, written as the last one is. */
  readonly add: (pattern: string) => Edit | undefined;
}

export const isWorkflow = (path: string): boolean =>
  /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path);

export function readWorkflow(file: HostFile): Workflow {
  const document = parseDocument(file.text, { lineCounter: new LineCounter() });
  const jobs = document.get("jobs", true);
  return {
    file,
    jobs: isMap(jobs)
      ? jobs.items.map(({ value }) => (isMap(value) ? stepsOf(file, value) : []))
      : [],
    filters: filtersOf(file, document.get("on", true)),
  };
}

type Read = { readonly get: (key: string, keep: true) => unknown };

function stepsOf(file: HostFile, job: Read): readonly WorkflowStep[] {
  const steps = job.get("steps", true);
  if (!isSeq(steps)) return [];
  const home = folderOf(defaultsOf(job));
  return steps.items.flatMap((step) => {
    if (!isMap(step)) return [];
    const run = step.get("run", true);
    if (!isScalar(run) || typeof run.value !== "string" || !run.range) return [];
    const [start, end] = run.range;
    const string = textIn(file, run);
    if (!string) return [];
    const item = itemOf(file, step.range);
    return item ? [{ run: string, at: { start, end }, item, folder: folderOf(step) || home }] : [];
  });
}

/** From the line of its dash to the line of the next one. */
function itemOf(
  { text }: HostFile,
  range: readonly [number, number, number] | null | undefined,
): Span | undefined {
  if (!range) return undefined;
  const start = text.lastIndexOf("\n", range[0] - 1) + 1;
  if (!/^\s*-\s+$/.test(text.slice(start, range[0]))) return undefined;
  const said = text.slice(start, range[2]).trimEnd();
  const end = text.indexOf("\n", start + said.length);
  return { start, end: end < 0 ? text.length : end + 1 };
}

const folderOf = (of: Read | undefined): string => {
  const written = of?.get("working-directory", true);
  return isScalar(written) && typeof written.value === "string"
    ? written.value.replace(/^\.\//, "").replace(/\/+$/, "")
    : "";
};

function defaultsOf(job: Read): Read | undefined {
  const defaults = job.get("defaults", true);
  const run = isMap(defaults) ? defaults.get("run", true) : undefined;
  return isMap(run) ? run : undefined;
}

/** A scalar's text where it is written: a block with its lines, or plain words; undefined for what is folded or escaped. */
function textIn({ text }: HostFile, scalar: Scalar): HostString | undefined {
  const [start, end] = scalar.range ?? [0, 0];
  const value = String(scalar.value);
  if (scalar.type === "PLAIN" && text.slice(start, end).trimEnd() === value)
    return [
      {
        text: value,
        host: 0,
        at: { start, end: start + value.length },
        kind: "same",
        literal: { encode: (one) => (one.includes("\n") ? undefined : one) },
      },
    ];
  if (scalar.type !== "BLOCK_LITERAL") return undefined;
  return blockLines(text, start, value);
}

/** `|`: each line without the blanks that all of them begin with. */
function blockLines(text: string, start: number, value: string): HostString | undefined {
  let at = text.indexOf("\n", start) + 1;
  const lines = value.split(/(?<=\n)/);
  const first = lines.find((one) => one.trim() !== "") ?? "";
  const indent = /^[ ]*/.exec(text.slice(at).replace(/^(?:[ \t]*\r?\n)*/, ""))?.[0].length ?? 0;
  const depth = indent - (/^[ ]*/.exec(first)?.[0].length ?? 0);
  const literal: Literal = {
    encode: (one) => one.replaceAll("\n", `\n${" ".repeat(depth)}`),
  };
  const pieces: Piece[] = [];
  for (const line of lines) {
    const own = line.trim() === "" ? at : at + depth;
    const next = text.indexOf("\n", at) + 1 || text.length;
    const shown = line.trim() === "" ? line.trimStart() : line;
    if (shown !== "" && text.slice(own, own + line.length).trimEnd() !== line.trimEnd())
      return undefined;
    pieces.push({
      text: line,
      host: 0,
      at: { start: own, end: own + line.length },
      kind: "same",
      literal,
    });
    at = next;
  }
  return pieces;
}

function filtersOf({ text }: HostFile, on: unknown): readonly PathFilter[] {
  if (!isMap(on)) return [];
  return on.items.flatMap(({ value }) => {
    const paths = isMap(value) ? value.get("paths", true) : undefined;
    if (!isSeq(paths) || !paths.range) return [];
    const patterns = paths.items.flatMap((one) =>
      isScalar(one) && typeof one.value === "string" ? [one.value] : [],
    );
    const [start] = paths.range;
    const last = paths.items.at(-1);
    const written = isScalar(last) && last.range ? last.range : undefined;
    const end = written ? written[1] : paths.range[1];
    const add = (pattern: string): Edit | undefined => {
      if (!written) return undefined;
      const quote = /^["']/.exec(text.slice(written[0]))?.[0] ?? '"';
      const own = `${quote}${pattern}${quote}`;
      if (paths.flow) return insertAt(end, `, ${own}`);
      const line = text.slice(text.lastIndexOf("\n", written[0] - 1) + 1, written[0]);
      return /^\s*-\s+$/.test(line) ? insertAt(end, `\n${line}${own}`) : undefined;
    };
    return [{ at: { start, end }, patterns, add }];
  });
}
