/**
 * The highest number of a transaction that the session holds: a transaction holds a lock on its own number and on those
 * of its subtransactions that have not ended. It is that of the innermost one that has written anything.
 */
export const highestXid = `select max(transactionid::text::bigint) from pg_catalog.pg_lock_status()
  where locktype = 'transactionid' and pid = pg_catalog.pg_backend_pid()`;

/** Which statements of a transaction wrote: a subtransaction gets its number with its first write, numbers only grow. */
export interface WriterBook {
  /** Of `highestXid` before the first statement. */
  readonly begin: (rows: Rows) => void;
  /** Of `highestXid` behind a statement, in its subtransaction: its number, when it has got one. */
  readonly read: (rows: Rows) => number | undefined;
}

type Rows = readonly (readonly (string | null)[])[];

export function writerBook(): WriterBook {
  let highest = 0;
  return {
    begin(rows) {
      highest = Number(rows[0]?.[0] ?? 0);
    },
    read(rows) {
      const now = Number(rows[0]?.[0] ?? 0);
      if (now <= highest) return undefined;
      highest = now;
      return now;
    },
  };
}
