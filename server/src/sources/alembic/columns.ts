import { type HostString, made, textOf, usedAt } from "../host-string.ts";
import { literalOf } from "../python/database.ts";
import type { Call, Value } from "../python/value.ts";
import { flag, ident, identIn, isGiven, listed, textIn, unknownPart, type Writer } from "./sql.ts";
import { type ColumnType, columnType } from "./types.ts";

/** `sa.Column("name", type, …)`. */
export interface Column {
  readonly name: string;
  readonly ident: HostString;
  readonly type: ColumnType;
  readonly primaryKey: boolean;
  readonly nullable: boolean;
  readonly unique: boolean;
  readonly index: boolean;
  readonly autoincrement: boolean;
  /** DEFAULT …, GENERATED …, with a blank before it. */
  readonly filled: HostString;
  /** Table constraints that stand in the column. */
  readonly references: readonly Call[];
  readonly checks: readonly Call[];
}

/** The last part of what is called: `Column` of `sa.Column`. */
export const calledName = (call: Call): string => call.path.slice(call.path.lastIndexOf(".") + 1);

export const isCall = (value: Value | undefined, name: RegExp): value is Value & Call =>
  value?.kind === "call" && name.test(value.path.slice(value.path.lastIndexOf(".") + 1));

export function column(write: Writer, call: Call): Column {
  const [first, ...rest] = call.args;
  const name = textIn(first ?? call.keywords.get("name"));
  const type = columnType(rest.find(isType) ?? call.keywords.get("type_"));
  if (!type || call.more) throw unknownPart;
  const primaryKey = flag(call.keywords.get("primary_key"));
  const nullable = call.keywords.get("nullable");
  const auto = call.keywords.get("autoincrement");
  const generated = rest.find((one) => isCall(one, /^(?:Identity|Computed)$/));
  return {
    name: textOf(name),
    ident: ident(name),
    type,
    primaryKey,
    nullable: nullable === undefined ? !primaryKey : flag(nullable),
    unique: flag(call.keywords.get("unique")),
    index: flag(call.keywords.get("index")),
    autoincrement: !(auto?.kind === "boolean" && !auto.value),
    filled: generated
      ? generation(write, generated)
      : defaultOf(write, call.keywords.get("server_default")),
    references: rest.filter((one) => isCall(one, /^ForeignKey$/)) as readonly Call[],
    checks: rest.filter((one) => isCall(one, /^CheckConstraint$/)) as readonly Call[],
  };
}

const isType = (value: Value): boolean =>
  (value.kind === "name" || value.kind === "call") &&
  !isCall(value, /^(?:ForeignKey|CheckConstraint|Identity|Computed|Sequence|FetchedValue)$/);

/** ` DEFAULT …`; nothing without one. */
export function defaultOf(write: Writer, value: Value | undefined): HostString {
  if (!isGiven(value)) return [];
  return write` DEFAULT ${expression(write, value)}`;
}

/** A server default: a plain string is a literal, `text()` and `func` are SQL. */
export function expression(write: Writer, value: Value): HostString {
  if (value.kind === "string") return made(literalOf(value) ?? "", value.at);
  if (value.kind !== "call") throw unknownPart;
  const name = value.path.slice(value.path.lastIndexOf(".") + 1);
  if (name === "text" || name === "literal_column" || name === "DefaultClause")
    return value.args[0]?.kind === "call"
      ? expression(write, value.args[0])
      : textIn(value.args[0]);
  if (name === "true" || name === "false") return write`${name}`;
  if (/(?:^|\.)func\./.test(value.path)) {
    const args = value.args.map((one) => {
      const literal = literalOf(one);
      if (literal === undefined) throw unknownPart;
      return made(literal, one.at);
    });
    if (name === "current_timestamp" || name === "current_date")
      return write`${name.toUpperCase()}`;
    return write`${name}(${listed(args, value.at)})`;
  }
  throw unknownPart;
}

function generation(write: Writer, call: Call): HostString {
  if (calledName(call) === "Computed") {
    const [sql] = call.args;
    const body = sql?.kind === "string" ? sql.string : sql ? expression(write, sql) : [];
    return write` GENERATED ALWAYS AS (${body}) STORED`;
  }
  const always = call.keywords.get("always") ?? call.args[2];
  return write` GENERATED ${always && flag(always) ? "ALWAYS" : "BY DEFAULT"} AS IDENTITY`;
}

/** One column of CREATE TABLE or ADD COLUMN. */
export const columnSql = (write: Writer, one: Column, type: string): HostString =>
  write`${one.ident} ${type}${one.filled}${one.nullable ? "" : " NOT NULL"}`;

/** ` REFERENCES …` of a ForeignKey call, with what follows. */
export function referencesOf(write: Writer, call: Call): HostString {
  const [target] = call.args;
  const text = textIn(target);
  const parts = textOf(text).split(".");
  const columnName = parts.pop() ?? "";
  const table = parts.map(quoted).join(".");
  const at = { start: text[0]?.at.start ?? 0, end: text.at(-1)?.at.end ?? 0 };
  const shown = usedAt(made(`${table} (${quoted(columnName)})`, at), at);
  return write` REFERENCES ${shown}${actions(write, call)}`;
}

const quoted = (name: string): string => textOf(ident(made(name, { start: 0, end: 0 })));

/** ON UPDATE, ON DELETE, DEFERRABLE. */
export function actions(write: Writer, call: Call): HostString {
  const out: HostString[] = [];
  const update = call.keywords.get("onupdate");
  const remove = call.keywords.get("ondelete");
  if (isGiven(update)) out.push(write` ON UPDATE ${textIn(update)}`);
  if (isGiven(remove)) out.push(write` ON DELETE ${textIn(remove)}`);
  const deferrable = call.keywords.get("deferrable");
  if (isGiven(deferrable))
    out.push(made(flag(deferrable) ? " DEFERRABLE" : " NOT DEFERRABLE", deferrable.at));
  const initially = call.keywords.get("initially");
  if (isGiven(initially)) out.push(write` INITIALLY ${textIn(initially)}`);
  if (flag(call.keywords.get("postgresql_not_valid"))) out.push(write` NOT VALID`);
  return out.flat();
}

/** `CONSTRAINT name `; nothing where PostgreSQL is to choose. */
export function constraintName(write: Writer, value: Value | undefined): HostString {
  return isGiven(value) ? write`CONSTRAINT ${identIn(value)} ` : [];
}
