import { quoteIdent } from "../../../sql/names.ts";
import type { Table } from "../../catalog.ts";
import { findRelation } from "../../look-up.ts";
import { isTable } from "../../relations/require.ts";
import type { Env } from "../env.ts";
import { toNameRef, toReg } from "../regs.ts";
import { parseName } from "../text.ts";
import { errorValue, isOid, type RegType, someValue, unknown, type Value } from "../value.ts";
import type { FunctionTable } from "./function-table.ts";

const to =
  (as: RegType) =>
  ([text = null]: readonly Value[], env: Env): Value =>
    text === null ? null : toReg(env.catalog, as, text, "null");

/** A privilege: superusers have all, but what is asked about must be there. */
const privilege = (args: readonly Value[]): Value => (args.includes(null) ? null : unknown);

/** What a definition function answers about something that is there: a text that nobody here writes. */
const described = ([what = null]: readonly Value[]): Value =>
  what === null ? null : isOid(what) ? someValue : unknown;

export const catalogFunctions: FunctionTable = {
  to_regclass: to("regclass"),
  to_regtype: to("regtype"),
  to_regproc: to("regproc"),
  to_regprocedure: to("regprocedure"),
  to_regnamespace: to("regnamespace"),
  to_regrole: to("regrole"),
  has_table_privilege: privilege,
  has_column_privilege: privilege,
  has_schema_privilege: privilege,
  has_database_privilege: privilege,
  has_function_privilege: privilege,
  has_sequence_privilege: privilege,
  has_type_privilege: privilege,
  pg_has_role: privilege,
  pg_get_constraintdef: described,
  pg_get_indexdef: described,
  pg_get_functiondef: described,
  pg_get_triggerdef: described,
  pg_get_viewdef: described,
  pg_get_ruledef: described,
  pg_get_partkeydef: unknownOf,
  pg_get_expr: unknownOf,
  obj_description: unknownOf,
  col_description: unknownOf,
  shobj_description: unknownOf,
  format_type: unknownOf,
  pg_get_userbyid: ([role = null]) =>
    role !== null && isOid(role) && role.class === "role" ? role.key : unknown,
  pg_table_is_visible: ([relation = null], env) => {
    if (relation === null || !isOid(relation)) return unknown;
    const name = relation.key.slice(relation.key.indexOf(".") + 1);
    return findRelation(env.catalog, { name }).key === relation.key;
  },
  pg_type_is_visible: ([type = null], env) => visibleIn(env, type),
  pg_function_is_visible: ([routine = null], env) => visibleIn(env, routine),
  pg_get_serial_sequence: ([table = null, column = null], env) =>
    serialSequence(env, table, column),
  pg_relation_size: () => someValue,
  pg_total_relation_size: () => someValue,
};

function unknownOf([what = null]: readonly Value[]): Value {
  return what === null ? null : unknown;
}

function visibleIn(env: Env, value: Value): Value {
  if (value === null || !isOid(value)) return unknown;
  const schema = value.key.slice(0, value.key.indexOf("."));
  return schema === "pg_catalog" || env.catalog.session.searchPath.includes(schema);
}

/** The sequence that a serial or identity column owns. */
function serialSequence(env: Env, table: Value, column: Value): Value {
  if (table === null || column === null) return null;
  if (typeof table !== "string" || typeof column !== "string") return unknown;
  const name = toNameRef(parseName(table));
  if (!name) return unknown;
  const { key, found } = findRelation(env.catalog, name);
  if (found === "absent")
    return errorValue("42P01", `relation "${table}" does not exist`, { class: "table", ...name });
  if (typeof found === "string" || !isTable(found)) return unknown;
  return ownedSequence(env, key, found, column);
}

function ownedSequence(env: Env, key: string, table: Table, column: string): Value {
  const known = table.columns.known.get(column);
  if (!known)
    return table.columns.complete
      ? errorValue("42703", `column "${column}" of relation "${table.name}" does not exist`, {
          class: "column",
          name: column,
          on: key,
        })
      : unknown;
  const sequence = env.catalog.relations.known.find(
    (relation) =>
      relation.kind === "sequence" &&
      relation.ownedBy?.table === key &&
      relation.ownedBy.column === column,
  );
  if (sequence) return `${quoteIdent(sequence.schema)}.${quoteIdent(sequence.name)}`;
  return known.type === "unknown" || known.assumed ? unknown : null;
}
