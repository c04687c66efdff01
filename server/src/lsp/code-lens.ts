import type { CodeLens, CodeLensParams } from "vscode-languageserver";
import { ask, locationOf } from "./navigate.ts";
import type { Server } from "./server.ts";

type Lock = ReturnType<Server["service"]["locks"]>[number]["locks"][number];

/** Those that make writers wait (https://www.postgresql.org/docs/18/explicit-locking.html, table 13.2). */
const stopWriters: ReadonlySet<Lock["mode"]> = new Set([
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
  return server.service.locks(asked.history, asked.path).flatMap(({ place, locks }) => {
    const shown = locks.filter(({ mode }) => lockLens === "all" || stopWriters.has(mode));
    if (shown.length === 0 || place.path !== asked.path) return [];
    const { range } = locationOf(server, asked.history, place);
    // A command without a name is a text that cannot be clicked.
    return [{ range, command: { title: titleOf(shown), command: "" } }];
  });
}

/** `ACCESS EXCLUSIVE on users · rewrites the table`; relations that are locked alike are named together. */
function titleOf(locks: readonly Lock[]): string {
  const alike = new Map<string, string[]>();
  const named = new Set<string>();
  for (const lock of locks) {
    const key = `${lock.mode} on |${workOf(lock)}`;
    const name = lock.relation.replace(/^public\./, "");
    if (named.has(`${key}${name}`)) continue;
    named.add(`${key}${name}`);
    alike.set(key, [...(alike.get(key) ?? []), name]);
  }
  return [...alike]
    .map(([key, names]) => {
      const shown = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
      return key.replace("|", shown.join(", "));
    })
    .join("; ");
}

function workOf({ rewrites, scans }: Lock): string {
  if (rewrites === true) return " · rewrites the table";
  return scans === true ? " · reads the whole table" : "";
}
