import { type HostString, made } from "../host-string.ts";
import type { Call, Value } from "../python/value.ts";
import { calledName, expression } from "./columns.ts";
import { argument, callSpan } from "./constraints.ts";
import {
  flag,
  ident,
  identIn,
  isGiven,
  listed,
  qualified,
  textIn,
  unknownPart,
  type Writer,
  writer,
} from "./sql.ts";

/** `op.create_index("name", "table", ["column", text("lower(x)")], …)`. */
export function createIndexCall(call: Call): HostString {
  const arg = argument(call, "index_name", "table_name", "columns");
  const columns = arg("columns");
  if (columns?.kind !== "list") throw unknownPart;
  return createIndex(call, qualified(arg("schema"), identIn(arg("table_name"))), columns.items);
}

/** Also `sa.Index("name", "column")` in a table. */
export function createIndex(call: Call, table: HostString, columns: readonly Value[]): HostString {
  const at = callSpan(call);
  const write = writer(at);
  const has = (name: string): boolean => flag(call.keywords.get(name));
  const name = call.args[0] ?? call.keywords.get("index_name");
  const operators = call.keywords.get("postgresql_ops");
  if (operators && operators.kind !== "dict") throw unknownPart;
  const method = call.keywords.get("postgresql_using");
  const include = call.keywords.get("postgresql_include");
  const where = call.keywords.get("postgresql_where");
  const words = [
    has("unique") ? "UNIQUE " : "",
    "INDEX ",
    has("postgresql_concurrently") ? "CONCURRENTLY " : "",
    has("if_not_exists") ? "IF NOT EXISTS " : "",
  ].join("");
  const elements = columns.map((one) => element(write, one, operators));
  return [
    ...write`CREATE ${words}${isGiven(name) ? [...identIn(name), ...made(" ", at)] : ""}ON ${table}`,
    ...(isGiven(method) ? write` USING ${textIn(method)}` : []),
    ...write` (${listed(elements, at)})`,
    ...(include?.kind === "list"
      ? write` INCLUDE (${listed(include.items.map(identIn), at)})`
      : []),
    ...(flag(call.keywords.get("postgresql_nulls_not_distinct")) ? write` NULLS NOT DISTINCT` : []),
    ...(isGiven(where) ? write` WHERE ${predicate(write, where)}` : []),
  ];
}

function element(write: Writer, value: Value, operators: Value | undefined): HostString {
  if (value.kind === "string") {
    const own = textIn(value);
    const entry =
      operators?.kind === "dict"
        ? operators.entries.find(([key]) => key.kind === "string" && same(key.string, own))?.[1]
        : undefined;
    return entry ? write`${ident(own)} ${textIn(entry)}` : ident(own);
  }
  const name = value.kind === "call" ? calledName(value) : "";
  if (value.kind === "call" && (name === "desc" || name === "asc")) {
    const word = name === "desc" ? " DESC" : " ASC";
    const inner = value.args[0] ?? value.of;
    if (!inner) throw unknownPart;
    return write`${element(write, inner, operators)}${word}`;
  }
  if (value.kind === "call" && name === "column") return identIn(value.args[0]);
  const sql = expression(write, value);
  return sql;
}

const same = (one: HostString, other: HostString): boolean =>
  one.map((each) => each.text).join("") === other.map((each) => each.text).join("");

const predicate = (write: Writer, value: Value): HostString =>
  value.kind === "string" ? value.string : expression(write, value);

export function dropIndex(write: Writer, call: Call): HostString {
  const arg = argument(call, "index_name", "table_name");
  const words = [
    flag(arg("postgresql_concurrently")) ? "CONCURRENTLY " : "",
    flag(arg("if_exists")) ? "IF EXISTS " : "",
  ].join("");
  return write`DROP INDEX ${words}${qualified(arg("schema"), identIn(arg("index_name")))}`;
}
