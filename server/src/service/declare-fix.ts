import { declaring } from "../config/declare.ts";
import { around } from "../history/around.ts";
import type { OpenedHistory } from "../history/open.ts";
import type { Fix } from "../rules/finding.ts";
import { baseOf, joinPath, parentOf, within } from "../text/path.ts";
import { type CheckOptions, checkFile, type Judged } from "./check-file.ts";
import { bench, type Engines } from "./context.ts";

const fileName = "safe-migrations.json";

/** What nobody creates may come from elsewhere: written down in safe-migrations.json, the finding is gone. Tried. */
export function declareFixes(
  machine: Engines,
  history: OpenedHistory,
  { finding, declares }: Judged,
  options: CheckOptions,
): readonly Fix[] {
  if (!declares) return [];
  const { kind, name } = declares;
  const environment = {
    ...history.environment,
    [kind]: [...history.environment[kind], name],
  };
  const on = bench(machine, { ...history, environment }, finding.path);
  const left = on && checkFile(on, options);
  if (!left || left.some((one) => one.finding.message === finding.message)) return [];
  const { path, text, home } = nearest(history);
  const edits = declaring(text ?? "", home, history.listed.path, kind, name);
  if (edits.length === 0) return [];
  return [
    {
      title: `Declare ${singular[kind]} ${name} in ${fileName}: it is there before the first migration`,
      grade: "review",
      edits: [],
      others: [{ path, edits, ...(text === undefined ? { created: true as const } : {}) }],
    },
  ];
}

const singular = {
  roles: "role",
  schemas: "schema",
  extensions: "extension",
  tables: "table",
} as const;

interface Place {
  readonly path: string;
  /** Undefined: there is none yet. */
  readonly text: string | undefined;
  /** As the configuration's paths are written. */
  readonly home: string;
}

/** The file that holds for the folder; else a new one in the topmost folder above it that is in view. */
function nearest(history: OpenedHistory): Place {
  const { listed } = history;
  const above = listed.nearby
    .map((file, index) => ({ ...file, seen: around(history)[index]?.path ?? file.path }))
    .filter((file) => within(parentOf(file.path), listed.path) !== undefined);
  const [found] = above
    .filter((file) => baseOf(file.path) === fileName)
    .sort((a, b) => b.path.length - a.path.length);
  if (found) return { path: found.seen, text: found.text, home: parentOf(found.path) };
  const [top] = above.sort((a, b) => parentOf(a.path).length - parentOf(b.path).length);
  const home = top ? parentOf(top.path) : parentOf(listed.path);
  const path = top ? joinPath(parentOf(top.seen), fileName) : beside(history);
  return { path, text: undefined, home };
}

const beside = ({ folder }: OpenedHistory): string =>
  `${folder.startsWith("/") ? "/" : ""}${joinPath(parentOf(folder).replace(/^\//, ""), fileName)}`;
