import { around, asSeenFrom, mentioning } from "../history/around.ts";
import type { OpenedHistory } from "../history/open.ts";
import type { NearbyFile } from "../runners/folder.ts";
import type { Image } from "../runners/image.ts";
import { packageOf } from "../runners/package.ts";
import type { MigratorCall } from "../sources/javascript/migrator-calls.ts";
import { baseOf, joinPath, parentOf, within } from "../text/path.ts";
import type { Span } from "../text/span.ts";
import { modulesOf } from "./modules.ts";
import { callersOf } from "./reached.ts";

/** What an image starts, and that it reads the folder. */
export interface Start {
  /** What reads it, in words. */
  readonly reader: string;
  readonly related: { readonly path: string; readonly at: Span } | undefined;
  /** Where it looks for the folder in the image; undefined where that is not known. */
  readonly place: string | undefined;
  /** It is seen to read it; else what it starts imports what reads it. */
  readonly isDirect: boolean;
}

/** Undefined where it is not seen that the image reads the folder when it starts. */
export function startOf(
  history: OpenedHistory,
  file: NearbyFile,
  image: Image,
  folder: string,
  calls: readonly MigratorCall[],
): Start | undefined {
  const commands = commandsOf(history, file, image);
  return (
    commands.map((one) => ofTool(one, image, folder)).find((one) => one !== undefined) ??
    commands.map((one) => ofProgram(history, one, image, calls)).find((one) => one !== undefined)
  );
}

/** The command itself, the script of the package that it runs, the shell script that it starts. */
function commandsOf(
  { listed, base, folder }: OpenedHistory,
  { path }: NearbyFile,
  { starts }: Image,
): readonly string[] {
  const command = starts.join(" ");
  const scripts = starts
    .filter((one) => one.endsWith(".sh"))
    .flatMap((one) => {
      const found = listed.nearby.filter((file) => baseOf(file.path) === baseOf(one));
      return found.length === 1 ? found.map(({ text }) => text.replaceAll(/^\s*#.*$/gm, "")) : [];
    });
  const named = /(?:^|\s)(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?([\w:-]+)\s*$/.exec(command)?.[1];
  const own = packageOf(joinPath(base, folder), listed.nearby);
  const script =
    named !== undefined && own && within(parentOf(path), own.path) !== undefined
      ? scriptOf(listed.nearby.find((one) => one.path === own.path)?.text ?? "", named)
      : undefined;
  return [command, ...scripts, ...(script === undefined ? [] : [script])];
}

function scriptOf(manifest: string, name: string): string | undefined {
  const written = new RegExp(`"${name}"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`).exec(manifest)?.[1];
  return written?.replaceAll('\\"', '"');
}

/** How tools are told of their folder, else where they look for it. */
const tools: readonly {
  readonly name: string;
  readonly runs: RegExp;
  readonly option: RegExp;
  readonly else?: string;
}[] = [
  {
    name: "dbmate",
    runs: /(?:^|[\s/;&])dbmate\b[^;&|]*\s(?:up|migrate)\b/,
    option: /(?:-d|--migrations-dir)[\s=]+["']?([\w./-]+)/,
    else: "db/migrations",
  },
  {
    name: "goose",
    runs: /(?:^|[\s/;&])goose\b[^;&|]*\sup\b/,
    option: /-dir[\s=]+["']?([\w./-]+)/,
  },
  {
    name: "migrate",
    runs: /(?:^|[\s/;&])migrate\s[^;&|]*\sup\b/,
    option: /-path[\s=]+["']?([\w./-]+)|file:\/\/([\w./-]+)/,
  },
  {
    name: "sqlx",
    runs: /(?:^|[\s/;&])sqlx\s+migrate\s+run\b/,
    option: /--source[\s=]+["']?([\w./-]+)/,
    else: "migrations",
  },
  {
    name: "prisma",
    runs: /(?:^|[\s/;&])prisma\s+migrate\s+deploy\b/,
    option: /--schema[\s=]+["']?([\w./-]+)\/[\w-]+\.prisma/,
    else: "prisma/migrations",
  },
];

function ofTool(command: string, { workdir }: Image, folder: string): Start | undefined {
  for (const { name, runs, option, else: otherwise } of tools) {
    const [run] = runs.exec(command) ?? [];
    if (run === undefined) continue;
    const told = option.exec(command);
    const named = told?.[1] ?? told?.[2] ?? otherwise;
    if (named === undefined || named.includes("$")) continue;
    const parts = joinPath("", named.replace(/^\/+/, "")).split("/");
    const looked = name === "prisma" && told ? [...parts, "migrations"] : parts;
    if (!`/${folder}`.endsWith(`/${looked.join("/")}`)) continue;
    const place = named.startsWith("/") ? looked.join("/") : joinPath(workdir, looked.join("/"));
    return { reader: `${name} in its command`, related: undefined, place, isDirect: true };
  }
  return undefined;
}

const node = /(?:^|\s)(?:node|bun(?:\s+run)?|tsx)\s+(?:-\S+\s+)*([\w./-]+)\.[cm]?[jt]s\b/;

function ofProgram(
  history: OpenedHistory,
  command: string,
  { workdir }: Image,
  calls: readonly MigratorCall[],
): Start | undefined {
  const written = node.exec(command)?.[1];
  const nearby = around(history).map((one) => ({ ...one, path: joinPath(history.base, one.path) }));
  const own = packageOf(joinPath(history.base, history.folder), nearby);
  if (written === undefined || !own) return undefined;
  const started = written.startsWith("/")
    ? joinPath("", written.replace(/^\/+/, ""))
    : joinPath(workdir, written);
  const modules = modulesOf(nearby, (word) => mentioning(history, word));
  for (const call of calls)
    for (const { path, isDirect } of callersOf(history, call, modules)) {
      const home = within(parentOf(own.path), path);
      const root = home === undefined ? undefined : rootOf(started, home);
      if (root === undefined) continue;
      return {
        reader: baseOf(path),
        related: { path: asSeenFrom(history.base, joinPath(history.base, call.path)), at: call.at },
        place: joinPath(root, own.folder),
        isDirect,
      };
    }
  return undefined;
}

const built = /^(?:src|lib|source|dist|build|out)$/;

/** The package's folder in the image, where the started file is what this one is compiled to. */
function rootOf(started: string, path: string): string | undefined {
  const [top = "", ...rest] = path.replace(/\.[cm]?[jt]sx?$/, "").split("/");
  const tail = built.test(top) ? rest : [top, ...rest];
  const parts = started.split("/");
  const head = parts.slice(0, parts.length - tail.length);
  if (tail.length === 0 || parts.slice(head.length).join("/") !== tail.join("/")) return undefined;
  while (built.test(head.at(-1) ?? "")) head.pop();
  return head.join("/");
}
