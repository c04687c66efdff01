import { around, asSeenFrom, mentioning } from "../history/around.ts";
import type { OpenedHistory } from "../history/open.ts";
import type { FolderProposal } from "../rules/folder-rule.ts";
import type { NearbyFile } from "../runners/folder.ts";
import { databasesIn, type InHand, openersIn } from "../sources/javascript/databases.ts";
import { importEdits } from "../sources/javascript/import-name.ts";
import { listeningIn } from "../sources/javascript/listening.ts";
import type { ExportedFunction, MigratorCall } from "../sources/javascript/migrator-calls.ts";
import { baseOf, joinPath } from "../text/path.ts";
import { type Modules, modulesOf } from "./modules.ts";
import { isOfTheProgram } from "./product.ts";

/** Where a function that nothing calls could be called; where nobody can know that, the reason. */
export type FirstCall =
  | { readonly fixes: readonly FolderProposal[] }
  | { readonly declined: string };

interface Place {
  readonly file: NearbyFile;
  readonly add: InHand["add"];
  /** What it is given there. */
  readonly given: string;
}

/** More places than that are no answer. */
const most = 3;

export function firstCall(
  history: OpenedHistory,
  call: MigratorCall,
  own: ExportedFunction,
): FirstCall {
  const { takes } = own;
  if (!takes) return { declined: "it takes more than the database" };
  const { base } = history;
  const nearby = around(history).map((one) => ({ ...one, path: joinPath(base, one.path) }));
  const modules = modulesOf(nearby, (word) => mentioning(history, word));
  const exported = { name: own.name, path: joinPath(base, call.path) };
  const found =
    takes === "nothing" ? starts(history, modules) : openings(history, modules, call.driver);
  const places = found.filter(
    ({ file, add }) => file.path !== exported.path || !isIn(own, add("").span.start),
  );
  if (places.length === 0)
    return {
      declined:
        takes === "nothing"
          ? "nothing that listens and could wait for it was found"
          : `nothing that opens a database with drizzle-orm/${call.driver} and could wait for it was found`,
    };
  if (places.length > most) return { declined: `${places.length} places come into question` };
  const typed = places.filter((one) => takes === "nothing" || fits(takes.type, one.hasSchema));
  if (typed.length === 0) return { declined: "the types of the databases may be others than its" };
  const fixes = typed.flatMap(({ file, add, given }): FolderProposal[] => {
    const imports = importEdits(file, exported, modules);
    if (!imports) return [];
    const when = given === "" ? "before it listens" : "when the database is open";
    return [
      {
        title: `Call ${own.name} in ${baseOf(file.path)}, ${when}`,
        grade: "review",
        files: [
          {
            path: asSeenFrom(base, file.path),
            before: file.text,
            edits: [...imports, add(`await ${own.name}(${given});`)],
          },
        ],
      },
    ];
  });
  return fixes.length > 0
    ? { fixes }
    : { declined: `no import of ${own.name} is known that would do there` };
}

const isIn = ({ whole }: ExportedFunction, at: number): boolean =>
  whole.start < at && at <= whole.end;

/** Where the program opens a database with this driver. */
function openings(
  history: OpenedHistory,
  modules: Modules,
  driver: string,
): readonly (Place & { readonly hasSchema: boolean })[] {
  const direct = programs(history, `drizzle-orm/${driver}`);
  const openers = direct.flatMap((file) => openersIn(file, driver));
  const calling = openers.flatMap(({ name }) => programs(history, name));
  const files = new Map([...direct, ...calling].map((one) => [one.path, one]));
  return [...files.values()].flatMap((file) =>
    databasesIn(file, driver, (name, from) =>
      openers.find(
        (one) =>
          one.name === name &&
          (from === undefined ? one.path === file.path : modules.leadsTo(one, from, file.path)),
      ),
    ).map(({ as, hasSchema, add }) => ({ file, add, given: as, hasSchema })),
  );
}

/** Where the program begins to listen. */
function starts(
  history: OpenedHistory,
  modules: Modules,
): readonly (Place & { readonly hasSchema: boolean })[] {
  const files = new Map(
    ["listen(", "serve("].flatMap((word) =>
      programs(history, word).map((one) => [one.path, one] as const),
    ),
  );
  return [...files.values()].flatMap((file) =>
    listeningIn(file, modules.isModule(file.path)).map(({ add }) => ({
      file,
      add,
      given: "",
      hasSchema: false,
    })),
  );
}

const programs = (history: OpenedHistory, word: string): readonly NearbyFile[] =>
  (mentioning(history, word) ?? []).filter(({ path }) => isOfTheProgram(path));

/** Drizzle's types are `PgliteDatabase<typeof schema>`, and of no schema where none is named. */
function fits(type: string, hasSchema: boolean): boolean {
  if (type === "" || type === "any") return true;
  const [, of] = /^\w+Database(?:<\s*(.*?)\s*>)?$/s.exec(type) ?? [undefined, "?"];
  if (of === undefined || of === "Record<string, never>") return !hasSchema;
  return /^any\b/.test(of) || (/^typeof\s+[\w.]+$/.test(of) && hasSchema);
}
