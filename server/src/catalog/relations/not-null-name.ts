import type { Catalog, Constraint, Table } from "../catalog.ts";
import { type Found, find } from "../names.ts";

/** NOT NULL constraints are objects with names of their own from this version on. */
const firstVersion = 18;

/**
 * A constraint by its name. One that is called as PostgreSQL calls those of NOT NULL may be there unseen, unless the
 * server is known to be too old for that.
 */
export function findNamed(catalog: Catalog, table: Table, name: string): Found<Constraint> {
  const found = find(table.constraints, name);
  return found === "absent" &&
    !table.constraints.gone.has(name) &&
    /_not_null\d*$/.test(name) &&
    hasNames(catalog)
    ? "unknown"
    : found;
}

/** Whether PostgreSQL may have called the NOT NULL of a column so; that of `made` is being made. */
export const mayBeNotNull = (
  catalog: Catalog,
  table: Table,
  name: string,
  made: readonly (string | undefined)[],
): boolean =>
  hasNames(catalog) &&
  table.columns.known.some(
    (column) =>
      (column.notNull !== false || made.includes(column.name)) &&
      name.startsWith(`${table.name}_${column.name}_not_null`) &&
      !table.constraints.gone.has(name),
  );

const hasNames = ({ postgresVersion }: Catalog): boolean =>
  (postgresVersion ?? firstVersion) >= firstVersion;
