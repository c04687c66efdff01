import { objectClasses } from "./objects.ts";

/** All objects: class, name, definition. */
export const allObjects = union(() => "true", "'0'");

/** Objects with a catalog row that was written by transaction `xid` or a later one, and by which. */
export const writtenSince = (xid: number): string => since("xmin", xid);

/**
 * Objects with a catalog row that transaction `xid` or a later one deleted or replaced, asked after those were rolled
 * back: the rows are as they were, and still carry the mark.
 */
export const deletedSince = (xid: number): string => since("xmax", xid);

function since(column: "xmin" | "xmax", xid: number): string {
  const of = (row: string): string => `${row}.${column}::text::bigint`;
  return union(
    (rows) => rows.map((row) => `${of(row)} >= ${xid}`).join(" or "),
    undefined,
    (rows) =>
      `greatest(${rows.map((row) => `case when ${of(row)} >= ${xid} then ${of(row)} end`).join(", ")})::text`,
  );
}

function union(
  filter: (rows: readonly string[]) => string,
  by: string | undefined,
  byRows: (rows: readonly string[]) => string = () => by ?? "''",
): string {
  return objectClasses
    .map(
      (one) =>
        `select distinct '${one.class}' as class, (${one.name})::text as name, (${one.definition})::text as definition, ${byRows(one.rows)} as by from ${one.from} where ${one.where} and (${filter(one.rows)})`,
    )
    .join("\nunion all\n");
}
