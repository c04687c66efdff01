import type { NearbyFile } from "../runners/folder.ts";
import { mikroOrm } from "../runners/mikro-orm.ts";
import { packageOf } from "../runners/package.ts";
import { runnerOf } from "../runners/registry.ts";
import type { Runner } from "../runners/runner.ts";
import { type ScriptMigration, scriptMigration } from "../sources/javascript/migrations.ts";
import type { HostFile } from "../sources/source.ts";
import { baseOf, joinPath, parentOf } from "../text/path.ts";
import type { Declared } from "./declared.ts";
import type { ChangedFile, OpenedHistory } from "./open.ts";
import { openedIn } from "./opened-in.ts";
import { openSource } from "./source-file.ts";

/** Migrations in TypeScript and JavaScript: a history for each folder and tool. */
export function openScripts(
  files: readonly HostFile[],
  base: string,
  nearby: readonly NearbyFile[],
  declared: (folder: string) => Declared,
): readonly OpenedHistory[] {
  const groups = new Map<string, ScriptMigration[]>();
  const paths = new Map(files.map((file) => [file.path, file]));
  const around: Around = (path) => paths.get(path);
  for (const file of files) {
    const found = scriptMigration(file, around);
    if (!found) continue;
    const key = `${found.tool} ${parentOf(found.path)}`;
    groups.set(key, [...(groups.get(key) ?? []), found]);
  }
  return [...groups.values()].flatMap((found) => {
    const [first] = found;
    const runner = first && runnerFor(first.tool);
    if (!first || !runner) return [];
    const folder = parentOf(first.path);
    const texts = files.filter((file) => found.some((one) => one.path === file.path));
    return first.tool === "node-pg-migrate" || isPostgres(joinPath(base, folder), nearby, texts)
      ? [openGroup(folder, runner, found, texts, declared(folder), around)]
      : [];
  });
}

/** Another file of the workspace. */
type Around = (path: string) => HostFile | undefined;

/** The tool as it runs programs: it sends each statement by itself. */
function runnerFor(tool: string): Runner | undefined {
  const found = tool === "mikro-orm" ? mikroOrm : runnerOf(tool);
  if (!found) return undefined;
  // sequelize-cli begins no transaction; node-pg-migrate's programs can ask for none, which its SQL files cannot.
  const grouping = tool === "umzug" ? "per statement" : found.transaction.grouping;
  return { ...found, transaction: { grouping, isOutside: () => false, outside: "per statement" } };
}

function openGroup(
  folder: string,
  runner: Runner,
  found: readonly ScriptMigration[],
  texts: readonly HostFile[],
  declared: Declared,
  around: Around,
): OpenedHistory {
  const files = [...found].sort((one, other) => compare(runner, one, other));
  const opened = files.map((one) => openSource(one.path, one.source, runner.transaction));
  const because = `${baseOf(files[0]?.path ?? "")}: up and down of ${runner.id}`;
  return {
    ...openedIn(folder, runner, because, opened, declared),
    reopen: (changes) => {
      const changed = withChanges(texts, changes);
      const again = changed.flatMap((file) => {
        const kept = found.find((one) => one.path === file.path);
        return kept && texts.includes(file) ? kept : (scriptMigration(file, around) ?? []);
      });
      return openGroup(folder, runner, again, changed, declared, around);
    },
  };
}

const withChanges = (
  texts: readonly HostFile[],
  changes: readonly ChangedFile[],
): readonly HostFile[] => [
  ...texts.filter((file) => changes.every(({ path }) => path !== file.path)),
  ...changes.map(({ path, text, renamed }) => ({ path: renamed ?? path, text })),
];

/** TypeORM goes by the 13 digits at the end of a class's name: src/migration/MigrationExecutor.ts. */
function compare(runner: Runner, one: ScriptMigration, other: ScriptMigration): number {
  const [a, b] = [time(one), time(other)];
  if (runner.id === "typeorm" && a !== b) return a - b;
  return runner.order.compare(baseOf(one.path), baseOf(other.path));
}

const time = ({ name }: ScriptMigration): number => Number(/\d{13}$/.exec(name)?.[0] ?? 0);

const clients =
  /^(?:pg|pg-native|postgres|pg-promise|slonik|@neondatabase\/serverless|@electric-sql\/pglite|@vercel\/postgres|@mikro-orm\/postgresql|typeorm-aurora-data-api-driver|@types\/pg)$/;
const otherClients =
  /^(?:mysql2?|mariadb|sqlite3?|better-sqlite3|sql\.js|mssql|tedious|oracledb|@mikro-orm\/(?:mysql|mariadb|sqlite|better-sqlite|libsql|mssql)|@libsql\/client|@sap\/hana-client)$/;
/** Words that PostgreSQL has and others lack, and the other way round. */
const own =
  /\b(?:BIGSERIAL|SERIAL|TIMESTAMPTZ|JSONB|BYTEA|plpgsql|gen_random_uuid|uuid_generate_v4|TIMESTAMP WITH(?:OUT)? TIME ZONE|CREATE EXTENSION|CREATE TYPE|character varying)\b|::\w|"public"\./i;
const others =
  /\bAUTO_?INCREMENT\b|\bENGINE\s*=|\bPRAGMA\b|\bNVARCHAR\b|\bIDENTITY\s*\(\s*1|\bdatetime\(['(]|(?:TABLE|INTO|UPDATE|FROM|ON|INDEX|ADD|COLUMN)\s+\\?`\w+\\?`|\bUNSIGNED\b|\bTINYINT\b|\bsp_rename\b/;
const otherFolders =
  /(?:^|[/._-])(?:mysql\d?|mariadb|sqlite\d?|mssql|sqlserver|oracle|cockroach\w*)(?:[/._-]|$)/i;

/** Migrations of these tools may be for any database. */
function isPostgres(
  folder: string,
  nearby: readonly NearbyFile[],
  files: readonly HostFile[],
): boolean {
  if (otherFolders.test(folder)) return false;
  const isOther = files.some(({ text }) => others.test(text));
  const names = [...(packageOf(folder, nearby)?.dependencies.keys() ?? [])];
  if (names.some((one) => clients.test(one))) return !isOther;
  if (names.some((one) => otherClients.test(one))) return false;
  return !isOther && files.some(({ text }) => own.test(text));
}
