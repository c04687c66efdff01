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

/** The column whose NOT NULL certainly has this name, in a table of which all other constraints are known. */
export const notNullColumn = (table: Table, name: string): string | undefined =>
  table.constraints.complete
    ? table.columns.known.findKey(
        (column) => column.notNull === true && name === notNullName(table.name, column.name),
      )
    : undefined;

/** A column is made NOT NULL (again): what was dropped or renamed may have come back. */
export const withNewNotNull = (table: Table, column: string): Table => {
  const { constraints } = table;
  const gone = constraints.gone.filterNot((name) =>
    name.startsWith(notNullName(table.name, column)),
  );
  return gone === constraints.gone ? table : { ...table, constraints: { ...constraints, gone } };
};

export const notNullName = (table: string, column: string): string => `${table}_${column}_not_null`;

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
      name.startsWith(notNullName(table.name, column.name)) &&
      !table.constraints.gone.has(name),
  );

const hasNames = ({ postgresVersion }: Catalog): boolean =>
  (postgresVersion ?? firstVersion) >= firstVersion;
