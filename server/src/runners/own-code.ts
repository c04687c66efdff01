import { baseOf, distance, joinPath, parentOf } from "../text/path.ts";
import type { Folder } from "./folder.ts";
import type { Grouping } from "./runner.ts";

/** Code of the project itself that runs every SQL file of a folder. */
export interface OwnCode {
  readonly path: string;
  /** What was found there, in words. */
  readonly what: string;
  /** It writes down what it has run. */
  readonly keepsRecord: boolean;
  /** SQL files that it runs by their names, besides those that it lists. */
  readonly names: readonly string[];
  /** How the statements of a file share transactions. */
  readonly grouping: Grouping;
}

const languages = [
  {
    path: /\.go$/,
    lists: /\bReadDir\(|\bfilepath\.(?:Glob|WalkDir|Walk)\(|\bfs\.(?:Glob|WalkDir)\(/,
    runs: /\.(?:Exec|ExecContext|MustExec)\(/,
  },
  {
    path: /\.[cm]?[jt]s$/,
    lists: /\breaddir(?:Sync)?\(|\bglob(?:Sync|by)?\(/,
    runs: /\.(?:query|exec|execute|unsafe|simple|file|none|multi|raw)\(/,
  },
  {
    path: /\.py$/,
    lists: /\blistdir\(|\.r?glob\(|\biterdir\(/,
    runs: /\.(?:execute|executescript|exec_driver_sql)\(/,
  },
  {
    path: /\.rs$/,
    lists: /\bread_dir\(|\binclude_dir!|\bglob\(/,
    runs: /\.(?:execute|execute_many|batch_execute|simple_query)\(|\braw_sql\(/,
  },
] as const;

const record =
  /\b(?:insert\s+into|from|table(?:\s+if\s+not\s+exists)?)\s+["'`]?[\w.]*(?:migration|version|changelog|history)\w*/i;
/** Names of what reads or writes such a record, where its SQL stands elsewhere. */
const recordNames =
  /\b(?:(?:applied|existing|executed|completed|pending|unapplied)_?(?:migrations?|versions?)|schema_?versions?|migrations?(?:insert|getall|getby|delete)\w*)\b/i;
const notTheProduct =
  /(?:^|\/|[._-])(?:tests?|spec|specs|__tests__|mocks?|fixtures?|e2e|examples?|bench)(?:[._/-]|$)/i;

/** The nearest code that runs this folder's files by itself; undefined where a tool does it, or nobody is known to. */
export function ownCode(folder: Folder): OwnCode | undefined {
  return folder.nearby
    .filter(({ path }) => !notTheProduct.test(path))
    .flatMap(({ path, text }) => inSource(folder, path, text) ?? inShell(folder, path, text) ?? [])
    .sort((a, b) => distance(folder.path, a.path) - distance(folder.path, b.path))[0];
}

function inSource(folder: Folder, path: string, text: string): OwnCode | undefined {
  const language = languages.find((one) => one.path.test(path));
  if (!language) return undefined;
  const code = withoutComments(path, text);
  const lists = language.lists.exec(code);
  if (!lists || !language.runs.test(code) || !/\.sql\b/.test(code)) return undefined;
  const name = baseOf(folder.path);
  if (name !== "" && !code.toLowerCase().includes(name.toLowerCase())) return undefined;
  // A library's migrator, called from the same file, lists the files itself.
  if (
    /golang-migrate\/migrate|pressly\/goose|sqlx::migrate!|drizzle-orm\/.*migrator|new Umzug/.test(
      code,
    )
  )
    return undefined;
  return {
    path,
    what: `\`${lists[0]}…)\` over .sql files, each run as it is`,
    keepsRecord: record.test(code) || recordNames.test(code),
    names: [...code.matchAll(/["'`/]([\w.-]*\w\.sql)["'`]/g)].flatMap((match) => match[1] ?? []),
    grouping: "one query",
  };
}

/** `for f in migrations/*.sql; do psql -f "$f"; done` and `cat migrations/*.sql | psql`. */
function inShell(folder: Folder, path: string, text: string): OwnCode | undefined {
  if (
    !/(?:\.sh|Makefile|\.mk|[Jj]ustfile|Taskfile[^/]*|Dockerfile[^/]*|package\.json|Procfile|compose[^/]*)$/.test(
      path,
    )
  )
    return undefined;
  const loops = text.matchAll(
    /\bfor\s+(\w+)\s+in\s+([^\n;]*?\*[^\n;]*?\.sql)["']?\s*(?:;|\\?\n)[\s\S]{0,600}?\bpsql\b[\s\S]{0,300}?\bdone\b|\bcat\s+([^\n|;]*?\*\.sql)["']?\s*\|\s*[^\n]*\bpsql\b/g,
  );
  for (const loop of loops) {
    const written = (loop[2] ?? loop[3] ?? "").replaceAll(/["']/g, "").trim();
    if (!namesFolder(folder, parentOf(path), parentOf(written))) continue;
    return {
      path,
      what: `\`psql\` for each of \`${written}\``,
      keepsRecord: record.test(loop[0]),
      names: [],
      grouping: psqlGrouping(loop[0]),
    };
  }
  return undefined;
}

/** psql commits each statement, but for `-1` and the text of `-c`. */
function psqlGrouping(command: string): Grouping {
  if (/\s(?:-1|--single-transaction)(?=\s)/.test(command)) return "per file";
  return /\s(?:-c|--command)(?=[\s=])/.test(command) ? "one query" : "per statement";
}

/** A path in a script: from the script's folder or one above it, behind variables that nobody reads. */
export function namesFolder(folder: Folder, home: string, written: string): boolean {
  const plain = written.replace(/^.*\$[({]?\w+[)}]?(?:\/\.\.)*/, "").replace(/^\.?\//, "");
  if (plain === "" || plain === ".")
    return /\$/.test(written) ? false : joinPath(home, plain) === folder.path;
  if (joinPath(home, plain) === folder.path) return true;
  // `$dir/migrations` in db/migrate.sh is not the folder that db lies in.
  if (`${home}/`.startsWith(`${folder.path}/`)) return false;
  return folder.path === plain || folder.path.endsWith(`/${plain.replace(/^(?:\.\.\/)+/, "")}`);
}

const withoutComments = (path: string, text: string): string =>
  /\.py$/.test(path)
    ? text.replaceAll(/(^|\s)#[^\n]*/g, "$1")
    : // A pattern of files (`migrations/*.sql`) opens no comment, and go:embed is none.
      text
        .replaceAll(/(^|[\s;{(,])\/\*[\s\S]*?\*\//g, "$1")
        .replaceAll(/(^|[^:])\/\/(?!go:embed\s)[^\n]*/g, "$1");
