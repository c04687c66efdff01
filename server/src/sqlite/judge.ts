import type { SqliteColumn, SqliteDatabase, SqliteEngine } from "./engine.ts";
import type { SqliteHistory } from "./history.ts";
import { notAddable, olderDatabase } from "./older.ts";
import { readScript, type Script, type ScriptStep } from "./script.ts";

/** What SQLite answers to a history: on an empty database, and on those of older releases. */
export interface SqliteJudgement {
  readonly baseline: Script | undefined;
  readonly migrations: readonly Script[];
  readonly refused: readonly Refused[];
  /** What a new database never gets, though one that was upgraded has it. */
  readonly missing: readonly Missing[];
  readonly lost: readonly Lost[];
  /** What could be run: of an older release it is not always to be told what it was. */
  readonly ran: ReadonlySet<Refused["when"]>;
}

/** A statement that SQLite refuses. */
export interface Refused {
  readonly script: Script;
  readonly step: ScriptStep;
  /** SQLite's own words. */
  readonly message: string;
  /** fresh: on an empty database · upgrade: on an older one · again: right after it has run. */
  readonly when: "fresh" | "upgrade" | "again";
  /** The first migration that the older database has not seen. */
  readonly before?: Script;
  /** What the older database's table lacked is likely, and not certain. */
  readonly guessed?: true;
}

export interface Missing {
  readonly script: Script;
  readonly step: ScriptStep;
  readonly name: string;
}

/** Every answer is SQLite's own; what an older release looked like is told by the migrations. */
export function judgeSqlite(engine: SqliteEngine, history: SqliteHistory): SqliteJudgement {
  const migrations = history.migrations.map(({ path, text }) => readScript(path, text));
  const baseline = history.baseline && readScript(undefined, history.baseline.source.sql);
  const refused: Refused[] = [];
  const tell = (one: Refused): void => {
    const known = refused.findIndex((other) => other.step === one.step);
    if (known < 0) refused.push(one);
    else if (refused[known]?.guessed && !one.guessed) refused[known] = one;
  };
  const fresh = engine.open();
  if (baseline) run(fresh, baseline, "fresh", undefined, tell);
  const before = refused.length;
  if (!history.baseline?.marksApplied)
    for (const script of migrations)
      if (
        !run(fresh, script, "fresh", undefined, baseline ? tell : (one) => known(one) && tell(one))
      )
        break;
  const brokenAtStart = before > 0;
  const upgraded = brokenAtStart
    ? undefined
    : upgrades(engine, history, baseline, migrations, tell);
  const ran = new Set<Refused["when"]>(["fresh"]);
  if (upgraded) ran.add("upgrade");
  if ((!baseline || upgraded) && again(engine, baseline, migrations, history, tell))
    ran.add("again");
  const missing = upgraded ? missingIn(history, fresh, upgraded, migrations) : [];
  fresh.close();
  upgraded?.close();
  const lost = lostRows(engine, baseline, migrations);
  return { baseline, migrations, refused, missing, lost, ran };
}

/** Without a baseline in view what is missing may have come from elsewhere. */
const known = (one: Refused): boolean => !/^no such /.test(one.message);

/** Runs a script; a statement that fails is passed over. False where one did. */
function run(
  db: SqliteDatabase,
  script: Script,
  when: Refused["when"],
  before: Script | undefined,
  tell: (one: Refused) => void,
): boolean {
  let well = true;
  for (const step of script.steps) {
    const message = db.run(step.sql);
    if (message === undefined) continue;
    well = false;
    tell({ script, step, message, when, ...(before ? { before } : {}) });
  }
  return well;
}

/** Each older release meets today's baseline, then what is pending. Gives the oldest one as it is afterwards. */
function upgrades(
  engine: SqliteEngine,
  history: SqliteHistory,
  baseline: Script | undefined,
  migrations: readonly Script[],
  tell: (one: Refused) => void,
): SqliteDatabase | undefined {
  if (!baseline || !history.baseline) return undefined;
  let oldest: SqliteDatabase | undefined;
  // The youngest release that a statement fails on tells most of why.
  for (const [from, first] of [...migrations.entries()].reverse()) {
    const older = olderDatabase(engine, baseline, migrations, from);
    if (!older) continue;
    const { db, guessed } = older;
    const told = (one: Refused): void =>
      tell(isGuess(one, guessed) ? { ...one, guessed: true } : one);
    if (history.baseline.always) run(db, baseline, "upgrade", first, told);
    for (const script of migrations.slice(from)) run(db, script, "upgrade", first, told);
    if (from === 0) oldest = db;
    else db.close();
  }
  return oldest;
}

/** A column that is missing only where the table was what it is taken to have been. */
const isGuess = ({ step: { deed }, message }: Refused, guessed: ReadonlySet<string>): boolean =>
  /^no such column/.test(message) &&
  (!("on" in deed) || deed.on === undefined ? guessed.size > 0 : guessed.has(deed.on.table));

/** A crash between a script and its record: it runs again. False where there is no database to run it on. */
function again(
  engine: SqliteEngine,
  baseline: Script | undefined,
  migrations: readonly Script[],
  history: SqliteHistory,
  tell: (one: Refused) => void,
): boolean {
  const db = baseline ? olderDatabase(engine, baseline, migrations, 0)?.db : engine.open();
  if (!db) return false;
  if (baseline && history.baseline?.always) for (const { sql } of baseline.steps) db.run(sql);
  for (const script of migrations) {
    const first = script.steps.map(({ sql }) => db.run(sql));
    for (const [index, step] of script.steps.entries()) {
      const message = db.run(step.sql);
      if (message !== undefined && first[index] === undefined && /already exists$/.test(message))
        tell({ script, step, message, when: "again" });
    }
  }
  db.close();
  return true;
}

function missingIn(
  history: SqliteHistory,
  fresh: SqliteDatabase,
  upgraded: SqliteDatabase,
  migrations: readonly Script[],
): readonly Missing[] {
  const there = new Set(fresh.objects().map((one) => one.name.toLowerCase()));
  return upgraded.objects().flatMap((one) => {
    const name = one.name.toLowerCase();
    if (one.type === "table" || there.has(name) || history.made.has(name)) return [];
    for (const script of migrations.toReversed()) {
      const step = script.steps.find(
        ({ deed }) => deed.kind === "create" && deed.what === one.type && deed.name === name,
      );
      if (step) return [{ script, step, name: one.name }];
    }
    return [];
  });
}

/** A table that is thrown away with its rows. */
export interface Lost {
  readonly script: Script;
  readonly step: ScriptStep;
  readonly table: string;
  /** Its columns before and after, where the script makes it anew. */
  readonly columns?: {
    readonly before: readonly SqliteColumn[];
    readonly after: readonly SqliteColumn[];
    /** No migration says what it lacked. */
    readonly guessed: boolean;
  };
}

/** What the migrations by themselves make of such a table; else what it is likely to have been. */
function lostRows(
  engine: SqliteEngine,
  baseline: Script | undefined,
  migrations: readonly Script[],
): readonly Lost[] {
  const db = engine.open();
  const out: Lost[] = [];
  const unsure = new Set<string>(baseline?.steps.flatMap(tablesOf));
  for (const script of migrations) {
    const lost = lostTables(script).flatMap((step) =>
      step.deed.kind === "drop"
        ? [{ script, step, table: step.deed.name, before: db.columns(step.deed.name) }]
        : [],
    );
    for (const step of script.steps)
      if (db.run(step.sql) !== undefined) for (const table of tablesOf(step)) unsure.add(table);
    for (const { before, ...one } of lost) {
      const after = db.columns(one.table);
      const known = before.length > 0 && !unsure.has(one.table);
      const fresh = notAddable(after);
      const likely = after.filter(({ name, key }) => !key && !fresh.has(name.toLowerCase()));
      const isMade = script.steps.some(
        ({ deed }) => deed.kind === "create" && deed.what === "table" && deed.name === one.table,
      );
      out.push({
        ...one,
        ...(isMade && after.length > 0
          ? { columns: { before: known ? before : likely, after, guessed: !known } }
          : {}),
      });
    }
  }
  db.close();
  return out;
}

const tablesOf = ({ deed }: ScriptStep): readonly string[] => {
  if (deed.kind === "create" && deed.what === "table") return [deed.name];
  return "table" in deed ? [deed.table] : [];
};

/** Tables that a script throws away with their rows: neither copied from nor renamed before. */
function lostTables(script: Script): readonly ScriptStep[] {
  const kept = new Set<string>();
  const made = new Set<string>();
  const out: ScriptStep[] = [];
  for (const step of script.steps) {
    const { deed } = step;
    if (deed.kind === "copy") kept.add(deed.from);
    if (deed.kind === "rename table") kept.add(deed.to);
    if (deed.kind === "create" && deed.what === "table") made.add(deed.name);
    if (
      deed.kind === "drop" &&
      deed.what === "table" &&
      !kept.has(deed.name) &&
      !made.has(deed.name)
    )
      out.push(step);
  }
  return out;
}
