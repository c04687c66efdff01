import type { OpenedHistory } from "../history/open.ts";
import { writtenText } from "../history/source-file.ts";
import type { FileEdits, Finding, Fix } from "../rules/finding.ts";
import type { Revision } from "../sources/alembic/graph.ts";
import { applyEdits, replace } from "../text/edits.ts";
import type { Engines } from "./context.ts";
import { firstRunFailures } from "./first-run-failures.ts";

/** For what only a later revision makes: that one is put before this one. Tried with the whole tree. */
export function reordered(
  machine: Engines,
  history: OpenedHistory,
  finding: Finding,
): readonly Fix[] {
  if (finding.rule !== "first-run/created-later" || !history.revisions || !history.reopen)
    return [];
  const { revisions } = history.revisions;
  const own = revisions.find((one) => one.path === finding.path);
  const later = finding.related
    .flatMap(({ path }) => revisions.find((one) => one.path === path) ?? [])
    .find((one) => one !== own);
  const files = own && later && movedBefore(history, revisions, own, later);
  if (!files || !later) return [];
  const after = history.reopen(
    files.map(({ path, edits }) => ({ path, text: applyEdits(textOf(history, path), edits) })),
  );
  if (firstRunFailures(machine, after) >= firstRunFailures(machine, history)) return [];
  const mine = files.find((one) => one.path === finding.path);
  return [
    {
      title: `Run ${later.id.name} before it: databases that have run one of them must be stamped`,
      grade: "sketch",
      edits: mine?.edits ?? [],
      others: files.filter((one) => one !== mine),
      mends: "first run",
    },
  ];
}

/** `later` stands on what `own` stood on, `own` on `later`, and what stood on `later` on what that stood on. */
function movedBefore(
  history: OpenedHistory,
  revisions: readonly Revision[],
  own: Revision,
  later: Revision,
): readonly FileEdits[] | undefined {
  if (own.down.length > 1 || later.down.length !== 1) return undefined;
  const quoted = (one: Revision): string =>
    textOf(history, one.path).slice(one.id.at.start, one.id.at.end);
  const written = (one: Revision): string =>
    textOf(history, one.path).slice(one.downAt.start, one.downAt.end);
  const set = (one: Revision, text: string): FileEdits => ({
    path: one.path,
    edits: [replace(one.downAt, text)],
  });
  const above = revisions.filter((one) => one.down.some(({ name }) => name === later.id.name));
  if (above.some((one) => one.down.length > 1)) return undefined;
  const isNext = later.down[0]?.name === own.id.name;
  return [
    set(own, quoted(later)),
    set(later, written(own)),
    ...above.map((one) => set(one, isNext ? quoted(own) : written(later))),
  ];
}

const textOf = (history: OpenedHistory, path: string): string => {
  const file = history.files.find((one) => one.path === path);
  return file ? writtenText(file, path) : "";
};
