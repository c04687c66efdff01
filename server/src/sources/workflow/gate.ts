import { globFits } from "../../text/glob.ts";
import type { Edit, Span } from "../../text/span.ts";
import { assemble } from "../assemble.ts";
import { type HostString, sliceOf, textOf } from "../host-string.ts";
import type { HostFile, Source, Step } from "../source.ts";
import { movedStep } from "./moved-step.ts";
import { type PathFilter, readWorkflow, type Workflow, type WorkflowStep } from "./workflow.ts";

/** The workflow that runs a tree of revisions on a new database, with what else it gives to that database. */
export interface Gate {
  readonly path: string;
  readonly text: string;
  /** The folder of the revisions from the top of the repository. */
  readonly folder: string;
  readonly parts: readonly GatePart[];
  readonly filters: readonly PathFilter[];
  /** The step that holds this place is run right after an upgrade to this revision, and before the head. */
  readonly moved: (at: Span, revision: string) => readonly Edit[] | undefined;
  /** As it is typed: one that runs nothing any more may do so again. */
  readonly withText: (text: string) => Gate;
}

/** SQL that is run after the revisions up to one. */
export interface GatePart {
  /** What was upgraded to before it: a revision, or `head`; undefined before the first. */
  readonly after: string | undefined;
  readonly source: Source;
}

/** The gate of the tree in a folder: the first job that upgrades it to its head. */
export function gateOf(files: readonly HostFile[], folder: string): Gate | undefined {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  let bare: Gate | undefined;
  for (const file of sorted) {
    if (!/\balembic\b/.test(file.text)) continue;
    const gate = gateIn(readWorkflow(file), folder);
    if (gate && gate.parts.length > 0) return gate;
    bare ??= gate;
  }
  return bare;
}

function gateIn(workflow: Workflow, folder: string): Gate | undefined {
  const { file, filters } = workflow;
  for (const steps of workflow.jobs) {
    const events = steps.flatMap((step) => eventsOf(step, folder));
    if (!events.some((one) => one.kind === "upgrade" && /^heads?$/.test(one.to))) continue;
    return {
      path: file.path,
      text: file.text,
      folder,
      parts: partsOf(file, folder, events),
      filters,
      moved: (at, revision) => movedStep(file, steps, at, revision),
      withText: (text) => retyped({ path: file.path, text }, folder),
    };
  }
  return undefined;
}

const retyped = (file: HostFile, folder: string): Gate =>
  gateIn(readWorkflow(file), folder) ?? {
    ...file,
    folder,
    parts: [],
    filters: [],
    moved: () => undefined,
    withText: (text) => retyped({ path: file.path, text }, folder),
  };

type Event =
  | { readonly kind: "upgrade"; readonly to: string }
  | { readonly kind: "sql"; readonly pieces: HostString };

/** In the order of the text: upgrades of this tree, and what psql is handed. */
function eventsOf({ run, folder: home }: WorkflowStep, folder: string): readonly Event[] {
  const text = textOf(run);
  const events: { readonly at: number; readonly event: Event }[] = [];
  for (const match of text.matchAll(/\balembic\b([^\n|&;]*?)\bupgrade\s+["']?([\w+-]+)/g)) {
    const config = /(?:-c|--config)[ =](\S+)/.exec(match[1] ?? "")?.[1] ?? "";
    const moved = [...text.slice(0, match.index).matchAll(/\bcd\s+["']?([\w./-]+)/g)].at(-1)?.[1];
    const place = [home, moved ?? "", config.replace(/\/?[^/]*$/, "")]
      .filter((one) => one !== "" && one !== ".")
      .join("/")
      .replace(/^\.\//, "");
    if (place === "" || `${folder}/`.startsWith(`${place}/`))
      events.push({ at: match.index, event: { kind: "upgrade", to: match[2] ?? "" } });
  }
  for (const match of text.matchAll(
    /\bpsql\b[^\n]*?<<-?\s*(['"]?)(\w+)\1[^\n]*\n([\s\S]*?)^[ \t]*\2[ \t]*$/gm,
  )) {
    const start = match.index + match[0].indexOf("\n") + 1;
    const pieces = shellText(sliceOf(run, start, start + (match[3] ?? "").length), match[1] !== "");
    if (pieces) events.push({ at: match.index, event: { kind: "sql", pieces } });
  }
  for (const match of text.matchAll(/\bpsql\b[^\n]*?\s(?:-c|--command)[ =](["'])([\s\S]*?)\1/g)) {
    const start = match.index + match[0].length - 1 - (match[2] ?? "").length;
    const pieces = shellText(
      sliceOf(run, start, start + (match[2] ?? "").length),
      match[1] === "'",
    );
    if (pieces) events.push({ at: match.index, event: { kind: "sql", pieces } });
  }
  return events.sort((a, b) => a.at - b.at).map(({ event }) => event);
}

/** What the shell makes of it; undefined where it puts in what is not known. */
function shellText(pieces: HostString, isQuoted: boolean): HostString | undefined {
  const text = textOf(pieces);
  if (text.includes("${{")) return undefined;
  if (isQuoted) return pieces;
  if (/(?<!\\)\$/.test(text) || text.includes("`")) return undefined;
  const out: HostString[] = [];
  let at = 0;
  for (const match of text.matchAll(/\\\$/g)) {
    out.push(sliceOf(pieces, at, match.index));
    const [escaped] = sliceOf(pieces, match.index, match.index + 1);
    if (escaped)
      out.push([
        {
          ...escaped,
          text: "$",
          at: { start: escaped.at.start, end: escaped.at.start + 2 },
          kind: "atom",
        },
      ]);
    at = match.index + 2;
  }
  return [...out.flat(), ...sliceOf(pieces, at, text.length)];
}

function partsOf(file: HostFile, folder: string, events: readonly Event[]): readonly GatePart[] {
  const parts: GatePart[] = [];
  let after: string | undefined;
  let steps: Step[] = [];
  const close = (): void => {
    if (steps.length === 0) return;
    const index = parts.length;
    const source: Source = assemble([file], steps, undefined, ([host = file]) => {
      const again = gateIn(readWorkflow(host), folder)?.parts[index]?.source;
      return again ?? assemble([host], [], undefined, () => source);
    });
    parts.push({ after, source: { ...source, outsideTransaction: true } });
    steps = [];
  };
  for (const event of events)
    if (event.kind === "sql") {
      const start = event.pieces[0]?.at.start ?? 0;
      const end = event.pieces.at(-1)?.at.end ?? start;
      steps.push({ host: 0, call: { start, end }, pieces: event.pieces });
    } else {
      close();
      after = event.to;
    }
  close();
  return parts;
}

/** Does a filter of paths let a change of this file through? The last pattern that fits decides. */
export function letsThrough({ patterns }: PathFilter, path: string): boolean {
  let through = false;
  for (const pattern of patterns) {
    const not = pattern.startsWith("!");
    if (globFits(path, not ? pattern.slice(1) : pattern)) through = !not;
  }
  return through;
}
