import { mentioning } from "../history/around.ts";
import type { OpenedHistory } from "../history/open.ts";
import type { NearbyFile } from "../runners/folder.ts";
import type { MigratorCall } from "../sources/javascript/migrator-calls.ts";
import { readModule } from "../sources/javascript/module.ts";
import { escaped } from "../text/escape.ts";
import { baseOf, joinPath } from "../text/path.ts";
import type { Modules } from "./modules.ts";
import { isOfTests } from "./product.ts";

const mostFiles = 60;

/** A program that comes to a call of the migrator when it is started; paths begin at the root. */
export interface Caller {
  readonly path: string;
  /** It makes the call itself, or calls the function that does. */
  readonly isDirect: boolean;
}

/** The files with the call, with a call of the function around it, and those that import them. */
export function callersOf(
  history: OpenedHistory,
  call: MigratorCall,
  modules: Modules,
): readonly Caller[] {
  const home = joinPath(history.base, call.path);
  const own = call.within;
  const first = own
    ? programs(history, own.name).filter((file) =>
        file.path === home
          ? uses(file, own.name) > 1
          : imports(file, (from) =>
              modules.leadsTo({ name: own.name, path: home }, from, file.path),
            ) && uses(file, own.name) > 1,
      )
    : programs(history, "migrator").filter((file) => file.path === home);
  const found = new Map(first.map(({ path }) => [path, { path, isDirect: true }]));
  const waiting = [...found.keys()];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (found.size > mostFiles) return [];
    const target = { name: "*", path };
    for (const file of programs(history, baseOf(path).replace(/\.\w+$/, "")))
      if (
        !found.has(file.path) &&
        imports(file, (from) => modules.leadsTo(target, from, file.path))
      ) {
        found.set(file.path, { path: file.path, isDirect: false });
        waiting.push(file.path);
      }
  }
  return [...found.values()];
}

const programs = (history: OpenedHistory, word: string): readonly NearbyFile[] =>
  (mentioning(history, word) ?? []).filter(({ path }) => !isOfTests(path));

const imports = (file: NearbyFile, leads: (from: string) => boolean): boolean => {
  const module = readModule(file);
  return (
    [...module.imports.values()].some(leads) ||
    [...file.text.matchAll(/^import\s*["']([^"']+)["']/gm)].some(([, from = ""]) => leads(from))
  );
};

const uses = ({ text }: NearbyFile, name: string): number =>
  [...text.matchAll(new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`, "g"))].length;
