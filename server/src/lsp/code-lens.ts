import type { CodeLens, CodeLensParams } from "vscode-languageserver";
import type { OpenedHistory } from "../history/open.ts";
import { holds } from "../history/source-file.ts";
import { writtenPlace } from "../service/written.ts";
import type { MeasuredLocks } from "./measured-locks.ts";
import { ask, locationOf } from "./navigate.ts";
import type { Server } from "./server.ts";

interface Lock {
  readonly mode: string;
  readonly relation: string;
  readonly rewrites: boolean | "unknown";
  readonly scans: boolean | "unknown";
}

/** Those that make writers wait (https://www.postgresql.org/docs/18/explicit-locking.html, table 13.2). */
const stopWriters: ReadonlySet<string> = new Set([
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
]);

/** Above a statement the locks that it takes on what was there before its migration. */
export function codeLenses(server: Server, params: CodeLensParams): CodeLens[] {
  const { lockLens } = server.settingsFor(params.textDocument.uri);
  const asked = ask(server, { ...params, position: { line: 0, character: 0 } });
  if (!asked || lockLens === "off") return [];
  const measured = measuredAt(server, asked.history, asked.path);
  return server.service.locks(asked.history, asked.path).flatMap(({ place, locks }) => {
    const seen = measured.get(place.span.start);
    const shown = (seen?.locks ?? locks).filter(
      ({ mode }) => lockLens === "all" || stopWriters.has(mode),
    );
    if (shown.length === 0 || place.path !== asked.path) return [];
    const { range } = locationOf(server, asked.history, place);
    // A command without a name is a text that cannot be clicked.
    return [{ range, command: { title: titleOf(shown, seen?.engine), command: "" } }];
  });
}

/** By offset of the statement in what its owner wrote, what the last verify run saw. */
export function measuredAt(
  server: Server,
  history: OpenedHistory,
  path: string,
): ReadonlyMap<number, MeasuredLocks> {
  const file = history.files.find((one) => holds(one, path));
  return new Map(
    (file ? server.measured.of(file) : []).flatMap((one) => {
      const place = file && writtenPlace(file, one.span);
      return place?.path === path ? [[place.span.start, one] as const] : [];
    }),
  );
}

/** `ACCESS EXCLUSIVE on users · rewrites the table`; relations that are locked alike are named together. */
function titleOf(locks: readonly Lock[], engine: string | undefined): string {
  const alike = new Map<string, string[]>();
  const named = new Set<string>();
  for (const lock of locks) {
    const key = `${lock.mode} on |${workOf(lock)}`;
    const name = lock.relation.replace(/^public\./, "");
    if (named.has(`${key}${name}`)) continue;
    named.add(`${key}${name}`);
    alike.set(key, [...(alike.get(key) ?? []), name]);
  }
  const words = [...alike]
    .map(([key, names]) => {
      const shown = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
      return key.replace("|", shown.join(", "));
    })
    .join("; ");
  return engine === undefined ? words : `${words} — measured on ${engine}`;
}

function workOf({ rewrites, scans }: Lock): string {
  if (rewrites === true) return " · rewrites the table";
  return scans === true ? " · reads the whole table" : "";
}
