import type { LockTaken } from "./report.ts";

/**
 * Asks, inside a transaction, which relations it holds strong locks on. Column order as `newLocks` reads it.
 * pg_lock_status() is what the view pg_locks shows; ACCESS SHARE is what every reader takes.
 */
export const locksQuery = `select l.relation, l.mode, n.nspname, c.relname, c.relkind, pg_relation_filenode(c.oid),
  pg_stat_get_xact_numscans(c.oid) from pg_lock_status() l
  left join pg_class c on c.oid = l.relation left join pg_namespace n on n.oid = c.relnamespace
  where l.pid = pg_backend_pid() and l.locktype = 'relation' and l.mode <> 'AccessShareLock'
  and l.relation >= 16384 and (c.relkind is null or c.relkind <> 't')`;

/** What a transaction has scanned and written is counted on top of what earlier ones have not handed in yet. */
export const freshCounters = "select pg_stat_force_next_flush()";

/** All relations, for what was made while nobody asked. */
export const relationsQuery = `select c.oid, n.nspname, c.relname, pg_relation_filenode(c.oid) from pg_class c
  join pg_namespace n on n.oid = c.relnamespace where c.oid >= 16384`;

type Rows = readonly (readonly (string | null)[])[];

interface Known {
  readonly name: string;
  readonly filenode: string | null;
}

/** What a transaction has locked so far, so that each statement is told only of its own. */
export interface LockBook {
  readonly begin: () => void;
  readonly commit: () => void;
  readonly rollback: () => void;
  /** Something ran that `read` is not asked about. */
  readonly missed: () => void;
  /** What relations there are must be asked (`relationsQuery`) before statements are. */
  readonly isStale: () => boolean;
  /** Of `relationsQuery`. */
  readonly know: (rows: Rows) => void;
  /** Of `locksQuery`. */
  readonly read: (rows: Rows) => readonly LockTaken[];
}

export function lockBook(): LockBook {
  // As committed, and as the open transaction sees it: asking for thousands of relations costs more than a migration.
  let committed = new Map<string, Known>();
  let isCommittedStale = true;
  let inside: { readonly seen: Map<string, Known>; isStale: boolean; hasRun: boolean } | undefined;
  let taken = nothingTaken();
  return {
    begin() {
      inside = { seen: new Map(), isStale: false, hasRun: false };
      taken = nothingTaken();
    },
    commit() {
      if (inside?.isStale) isCommittedStale = true;
      for (const [oid, one] of inside?.seen ?? []) committed.set(oid, one);
      inside = undefined;
    },
    rollback() {
      inside = undefined;
    },
    missed() {
      if (inside) inside.isStale = inside.hasRun = true;
      else isCommittedStale = true;
    },
    isStale: () => isCommittedStale || (inside?.isStale ?? false),
    know(rows) {
      const now = new Map<string, Known>();
      for (const [oid, schema, name, filenode] of rows)
        if (oid != null && name != null)
          now.set(oid, { name: shown(schema ?? "", name), filenode: filenode ?? null });
      if (inside?.hasRun) inside = { ...inside, seen: now, isStale: false };
      else {
        committed = now;
        isCommittedStale = false;
      }
    },
    read(rows) {
      const seen = inside?.seen ?? committed;
      if (inside) inside.hasRun = true;
      const found = newLocks(rows, (oid) => seen.get(oid) ?? committed.get(oid), taken);
      // Only now: a relation with two locks has two rows.
      for (const [oid, , schema, name, , filenode, scanned] of rows)
        if (oid != null && name != null) {
          seen.set(oid, { name: shown(schema ?? "", name), filenode: filenode ?? null });
          taken.scans.set(oid, Number(scanned ?? 0));
        }
      return found;
    },
  };
}

/** What the statements of a transaction have done so far, by OID. */
interface Taken {
  /** With the mode. */
  readonly held: Set<string>;
  readonly born: Set<string>;
  readonly scans: Map<string, number>;
}

const nothingTaken = (): Taken => ({ held: new Set(), born: new Set(), scans: new Map() });

/** Of `locksQuery`, what the last statement locked, rewrote or scanned: the strongest lock of each relation. */
function newLocks(
  rows: Rows,
  known: (oid: string) => Known | undefined,
  { held, born, scans }: Taken,
): readonly LockTaken[] {
  const found = new Map<string, LockTaken & { readonly isNew: boolean }>();
  for (const [oid, mode, schema, name, kind, filenode, scanned] of rows) {
    if (oid == null || mode == null) continue;
    const before = known(oid);
    if (!before && name != null) born.add(oid);
    // Made and dropped by the statement itself: the copy of a table that is rewritten.
    const relation = name == null ? before?.name : shown(schema ?? "", name);
    if (relation === undefined || relation.startsWith("pg_toast.")) continue;
    const isNew = !held.has(`${oid} ${mode}`);
    held.add(`${oid} ${mode}`);
    const rewritten = before !== undefined && filenode != null && before.filenode !== filenode;
    const isTable = kind === "r" || kind === "p" || kind === "m";
    const isScanned = isTable && Number(scanned ?? 0) > (scans.get(oid) ?? 0);
    if (!isNew && !rewritten && !isScanned) continue;
    const last = found.get(oid);
    // Of the locks that it took; where it took none, of those that the transaction holds.
    const keepsLast =
      last && (last.isNew === isNew ? strength(last.mode) > strength(words(mode)) : last.isNew);
    found.set(oid, {
      relation,
      mode: keepsLast ? last.mode : words(mode),
      isNew: isNew || (last?.isNew ?? false),
      existed: !born.has(oid),
      rewritten,
      scanned: isScanned,
      ...(kind === "i" || kind === "I" ? { isIndex: true as const } : {}),
    });
  }
  return [...found.values()].map(({ isNew: _, ...one }) => one);
}

const shown = (schema: string, name: string): string =>
  schema === "public" ? name : `${schema}.${name}`;

/** `AccessExclusiveLock` → `ACCESS EXCLUSIVE`. */
const words = (mode: string): string =>
  mode
    .replace(/Lock$/, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();

const order = [
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
];
const strength = (mode: string): number => order.indexOf(mode);
