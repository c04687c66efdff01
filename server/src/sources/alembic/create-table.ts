import { literal } from "../../sql/names.ts";
import type { Span } from "../../text/span.ts";
import { onlyWhere } from "../block.ts";
import { type HostString, made, textOf } from "../host-string.ts";
import type { Call } from "../python/value.ts";
import {
  type Column,
  calledName,
  column,
  columnSql,
  constraintName,
  isCall,
  referencesOf,
} from "./columns.ts";
import { foreignKey } from "./constraints.ts";
import { createIndex } from "./indexes.ts";
import {
  flag,
  ident,
  identIn,
  listed,
  qualified,
  textIn,
  unknownPart,
  type Writer,
  writer,
} from "./sql.ts";
import type { Enumeration } from "./types.ts";

/** `op.create_table`: the enumerations that it makes, the table, its indexes. */
export function createTable(call: Call, explicit: ReadonlySet<string>): readonly HostString[] {
  const at = { start: call.node.from, end: call.node.to };
  const write = writer(at);
  const [first, ...rest] = call.args;
  if (call.more) throw unknownPart;
  const schema = call.keywords.get("schema");
  const name = textIn(first);
  const table = qualified(schema, ident(name));
  const columns: Column[] = [];
  const lines: HostString[] = [];
  const after: HostString[] = [];
  const keys: HostString[] = [];
  let primaryKey: HostString | undefined;
  for (const item of rest) {
    if (item.kind !== "call") throw unknownPart;
    const own = writer(item.at);
    const kind = calledName(item);
    if (kind === "Column") columns.push(column(own, item));
    else if (kind === "PrimaryKeyConstraint") {
      keys.push(...item.args.map(textIn));
      primaryKey = own`${constraintName(own, item.keywords.get("name"))}PRIMARY KEY (${listed(item.args.map(identIn), item.at)})`;
    } else if (kind === "UniqueConstraint")
      lines.push(
        own`${constraintName(own, item.keywords.get("name"))}UNIQUE (${listed(item.args.map(identIn), item.at)})`,
      );
    else if (kind === "CheckConstraint") lines.push(check(own, item));
    else if (kind === "ForeignKeyConstraint") lines.push(foreignKey(own, item));
    else if (kind === "Index") after.push(createIndex(item, table, item.args.slice(1)));
    else throw unknownPart;
  }
  const inline = columns.filter((one) => one.primaryKey);
  const keyNames = new Set([...inline.map((one) => one.name), ...keys.map(textOf)]);
  if (!primaryKey && inline.length > 0)
    primaryKey = write`PRIMARY KEY (${listed(
      inline.map((one) => one.ident),
      at,
    )})`;
  const columnLines = columns.map((one) => {
    const serial =
      keyNames.size === 1 &&
      keyNames.has(one.name) &&
      one.autoincrement &&
      one.filled.length === 0 &&
      one.references.length === 0;
    const needed = keyNames.has(one.name) ? { ...one, nullable: false } : one;
    return columnSql(write, needed, (serial ? one.type.serial : undefined) ?? one.type.sql);
  });
  for (const one of columns) {
    for (const reference of one.references)
      lines.push(
        write`${constraintName(write, reference.keywords.get("name"))}FOREIGN KEY (${one.ident})${referencesOf(write, reference)}`,
      );
    for (const each of one.checks) lines.push(check(write, each));
    if (one.unique && !one.index) lines.push(write`UNIQUE (${one.ident})`);
    if (one.index) after.push(indexOf(write, textOf(name), table, one));
  }
  const body = [...columnLines, ...(primaryKey ? [primaryKey] : []), ...lines];
  const guard = flag(call.keywords.get("if_not_exists")) ? "IF NOT EXISTS " : "";
  return [
    ...enumerations(columns).map((one) => enumerationSql(one, at, explicit)),
    write`CREATE TABLE ${guard}${table} (${listed(body, at)})`,
    ...after,
  ];
}

export const check = (write: Writer, call: Call): HostString => {
  const [first] = call.args;
  const sql =
    first?.kind === "string"
      ? first.string
      : textIn(isCall(first, /^text$/) ? first.args[0] : first);
  return write`${constraintName(write, call.keywords.get("name"))}CHECK (${sql})`;
};

/** `index=True`: the name that SQLAlchemy gives without a naming convention. */
export const indexOf = (write: Writer, table: string, shown: HostString, one: Column): HostString =>
  write`CREATE ${one.unique ? "UNIQUE " : ""}INDEX ${ident(made(`ix_${table}_${one.name}`, one.ident[0]?.at ?? { start: 0, end: 0 }))} ON ${shown} (${one.ident})`;

function enumerations(columns: readonly Column[]): readonly Enumeration[] {
  const found = new Map<string, Enumeration>();
  for (const { type } of columns)
    if (type.enumeration?.created) found.set(type.enumeration.name, type.enumeration);
  return [...found.values()];
}

/**
 * SQLAlchemy makes the type without asking, but only once in a run of Alembic; a type that the program made itself
 * before is not known to it.
 */
const enumerationSql = (one: Enumeration, at: Span, explicit: ReadonlySet<string>): HostString =>
  (explicit.has(one.name) ? createEnumeration : enumerationUnlessThere)(one, at);

export function createEnumeration(one: Enumeration, at: Span): HostString {
  const values = one.values.map(literal).join(", ");
  return made(`CREATE TYPE ${quoted(one.name)} AS ENUM (${values})`, at);
}

export const enumerationUnlessThere = (one: Enumeration, at: Span): HostString =>
  onlyWhere(
    [made(`to_regtype(${literal(quoted(one.name))}) IS NULL`, at)],
    createEnumeration(one, at),
    at,
  );

const quoted = (name: string): string => textOf(ident(made(name, { start: 0, end: 0 })));
