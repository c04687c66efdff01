import type { Edit } from "../../text/span.ts";
import { type HostString, made, textOf } from "../host-string.ts";
import { literalOf, statementOf } from "../python/database.ts";
import type { Call, Value } from "../python/value.ts";
import { column, columnSql, constraintName, defaultOf, isCall, referencesOf } from "./columns.ts";
import {
  argument,
  callSpan,
  createCheck,
  createForeignKey,
  createPrimaryKey,
  createUnique,
  dropConstraint,
} from "./constraints.ts";
import {
  check,
  createEnumeration,
  createTable,
  enumerationUnlessThere,
  indexOf,
} from "./create-table.ts";
import { createIndexCall, dropIndex } from "./indexes.ts";
import {
  flag,
  identIn,
  isGiven,
  qualified,
  textIn,
  unknownPart,
  type Writer,
  writer,
} from "./sql.ts";
import { columnType } from "./types.ts";

/** What one operation of Alembic sends: statements, with what would make them guarded. */
export interface Operation {
  readonly statements: readonly HostString[];
  /** Absent where the program writes the statement itself. */
  readonly options?: Readonly<Record<string, Edit>>;
}

/** Names of enumerations that the program made itself before. */
export type Explicit = Set<string>;

/** `op.name(…)`; undefined for what is no operation on the schema. Throws unknownPart. */
export function operation(name: string, call: Call, explicit: Explicit): Operation | undefined {
  const make = operations[name];
  if (!make) return undefined;
  const statements = make(writer(callSpan(call)), call, explicit);
  const guard = guards[name];
  if (name === "execute") return { statements };
  return {
    statements,
    options: {
      ...(guard ? asArgument(call, guard) : {}),
      ...withoutArgument(call, "postgresql_where"),
    },
  };
}

/** https://alembic.sqlalchemy.org/en/latest/ops.html: IF [NOT] EXISTS as an argument. */
const guards: Readonly<Record<string, "if_not_exists" | "if_exists">> = {
  create_table: "if_not_exists",
  create_index: "if_not_exists",
  add_column: "if_not_exists",
  drop_table: "if_exists",
  drop_index: "if_exists",
  drop_column: "if_exists",
  drop_constraint: "if_exists",
};

function asArgument(call: Call, name: string): Readonly<Record<string, Edit>> {
  const close = call.node.to - 1;
  const list = call.node.getChild("ArgList");
  const last = list?.lastChild?.prevSibling;
  const after = last?.name === "," ? last.to : close;
  const text = `${last?.name === "," ? " " : ", "}${name}=True`;
  const end = last && last.name !== "," && last.name !== "(" ? last.to : after;
  const word = name === "if_exists" ? "IF EXISTS" : "IF NOT EXISTS";
  return { [word]: { span: { start: end, end }, text } };
}

/** The argument that a part of the statement is made from, left out with its comma. */
function withoutArgument(call: Call, name: string): Readonly<Record<string, Edit>> {
  const given = call.keywords.get(name);
  const list = call.node.getChild("ArgList");
  if (!given || !list) return {};
  let comma: number | undefined;
  for (let child = list.firstChild; child; child = child.nextSibling) {
    if (child.name === ",") comma = child.from;
    const holdsIt = child.from <= given.at.start && given.at.end <= child.to;
    if (holdsIt && child.name !== "," && comma !== undefined)
      return { "WITHOUT WHERE": { span: { start: comma, end: child.to }, text: "" } };
  }
  return {};
}

type Make = (write: Writer, call: Call, explicit: Explicit) => readonly HostString[];

const operations: Readonly<Record<string, Make>> = {
  create_table: (_, call, explicit) => createTable(call, explicit),
  drop_table: (write, call) => {
    const arg = argument(call, "table_name");
    const guard = flag(arg("if_exists")) ? "IF EXISTS " : "";
    return [write`DROP TABLE ${guard}${qualified(arg("schema"), identIn(arg("table_name")))}`];
  },
  rename_table: (write, call) => {
    const arg = argument(call, "old_table_name", "new_table_name");
    const table = qualified(arg("schema"), identIn(arg("old_table_name")));
    return [write`ALTER TABLE ${table} RENAME TO ${identIn(arg("new_table_name"))}`];
  },
  add_column: addColumn,
  drop_column: (write, call) => {
    const arg = argument(call, "table_name", "column_name");
    const guard = flag(arg("if_exists")) ? "IF EXISTS " : "";
    return [
      write`ALTER TABLE ${qualified(arg("schema"), identIn(arg("table_name")))} DROP COLUMN ${guard}${identIn(arg("column_name"))}`,
    ];
  },
  alter_column: alterColumn,
  create_index: (_, call) => [createIndexCall(call)],
  drop_index: (write, call) => [dropIndex(write, call)],
  create_unique_constraint: (write, call) => [createUnique(write, call)],
  create_primary_key: (write, call) => [createPrimaryKey(write, call)],
  create_foreign_key: (write, call) => [createForeignKey(write, call)],
  create_check_constraint: (write, call) => [createCheck(write, call)],
  drop_constraint: (write, call) => [dropConstraint(write, call)],
  bulk_insert: bulkInsert,
  execute: (_, call) => {
    const sql = statementOf(call.args[0] ?? call.keywords.get("sqltext"), undefined);
    if (!sql) throw unknownPart;
    return [sql];
  },
  create_table_comment: (write, call) => {
    const arg = argument(call, "table_name", "comment");
    return [
      write`COMMENT ON TABLE ${qualified(arg("schema"), identIn(arg("table_name")))} IS ${literal(arg("comment"))}`,
    ];
  },
  drop_table_comment: (write, call) => {
    const arg = argument(call, "table_name");
    return [
      write`COMMENT ON TABLE ${qualified(arg("schema"), identIn(arg("table_name")))} IS NULL`,
    ];
  },
};

function literal(value: Value | undefined): HostString {
  const text = value && literalOf(value);
  if (text === undefined || !value) throw unknownPart;
  return made(text, value.at);
}

function addColumn(write: Writer, call: Call): readonly HostString[] {
  const arg = argument(call, "table_name", "column");
  const name = textIn(arg("table_name"));
  const table = qualified(arg("schema"), identIn(arg("table_name")));
  const written = arg("column");
  if (!isCall(written, /^Column$/)) throw unknownPart;
  const one = column(write, written);
  const guard = flag(arg("if_not_exists")) ? "IF NOT EXISTS " : "";
  return [
    // Measured with 1.8.1: of primary_key nothing but NOT NULL is written.
    write`ALTER TABLE ${table} ADD COLUMN ${guard}${columnSql(write, one, one.type.sql)}`,
    ...one.references.map(
      (reference) =>
        write`ALTER TABLE ${table} ADD ${constraintName(write, reference.keywords.get("name"))}FOREIGN KEY (${one.ident})${referencesOf(write, reference)}`,
    ),
    ...one.checks.map((each) => write`ALTER TABLE ${table} ADD ${check(write, each)}`),
    ...(one.unique && !one.index ? [write`ALTER TABLE ${table} ADD UNIQUE (${one.ident})`] : []),
    ...(one.index ? [indexOf(write, textOf(name), table, one)] : []),
  ];
}

/** Type, nullability, default and name: a statement each, the name last, as Alembic's PostgreSQL implementation does. */
function alterColumn(write: Writer, call: Call): readonly HostString[] {
  const arg = argument(call, "table_name", "column_name");
  const table = qualified(arg("schema"), identIn(arg("table_name")));
  const name = identIn(arg("column_name"));
  const out: HostString[] = [];
  const alter = write`ALTER TABLE ${table} ALTER COLUMN ${name}`;
  const type = arg("type_");
  if (isGiven(type)) {
    const sql = columnType(type);
    if (!sql) throw unknownPart;
    const using = arg("postgresql_using");
    out.push(
      write`${alter} TYPE ${sql.sql}${isGiven(using) ? write` USING ${textIn(using)}` : ""}`,
    );
  }
  const nullable = arg("nullable");
  if (isGiven(nullable)) out.push(write`${alter} ${flag(nullable) ? "DROP" : "SET"} NOT NULL`);
  const filled = arg("server_default");
  if (filled !== undefined && !(filled.kind === "boolean" && !filled.value))
    out.push(
      isGiven(filled)
        ? write`${alter} SET${defaultOf(write, filled)}`
        : write`${alter} DROP DEFAULT`,
    );
  const comment = arg("comment");
  if (comment !== undefined && !(comment.kind === "boolean" && !comment.value))
    out.push(write`COMMENT ON COLUMN ${table}.${name} IS ${literal(comment)}`);
  const renamed = arg("new_column_name");
  if (isGiven(renamed)) out.push(write`ALTER TABLE ${table} RENAME ${name} TO ${identIn(renamed)}`);
  return out;
}

/** `op.bulk_insert(sa.table("t", …), [{…}, …])`; rows of which not everything is known come from nowhere known. */
function bulkInsert(write: Writer, call: Call): readonly HostString[] {
  const [table, rows] = call.args;
  const isTable = isCall(table, /^(?:table|Table|create_table)$/);
  if (!isTable) throw unknownPart;
  const name = qualified(table.keywords.get("schema"), identIn(table.args[0]));
  if (rows?.kind !== "list") return [write`COPY ${name} FROM PROGRAM 'unknown'`];
  return rows.items.map((row) => {
    const values =
      row.kind === "dict" ? row.entries.map(([, value]) => literalOf(value)) : [undefined];
    if (row.kind !== "dict" || values.includes(undefined))
      return write`COPY ${name} FROM PROGRAM 'unknown'`;
    const at = row.at;
    const names = row.entries.map(([key]) => identIn(key));
    const columns = names.flatMap((one, index) =>
      index === 0 ? one : [...made(", ", at), ...one],
    );
    return writer(at)`INSERT INTO ${name} (${columns}) VALUES (${values.join(", ")})`;
  });
}

/** `status.create(bind)` and `status.drop(bind)` of an enumeration. */
export function enumerationCall(call: Call, explicit: Explicit): readonly HostString[] | undefined {
  const name = call.path.slice(call.path.lastIndexOf(".") + 1);
  const of = call.of;
  if ((name !== "create" && name !== "drop") || !isCall(of, /^(?:Enum|ENUM)$/)) return undefined;
  const own = of.path.slice(of.path.lastIndexOf(".") + 1);
  const given = call.keywords.get("checkfirst") ?? call.args[1];
  const checks = given ? flag(given) : own === "ENUM";
  const type = identIn(of.keywords.get("name"));
  if (name === "drop")
    return [writer(callSpan(call))`DROP TYPE ${checks ? "IF EXISTS " : ""}${type}`];
  const found = columnType({ ...of, at: of.at })?.enumeration;
  if (!found) throw unknownPart;
  explicit.add(found.name);
  return [(checks ? enumerationUnlessThere : createEnumeration)(found, callSpan(call))];
}
