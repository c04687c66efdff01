import type { SyntaxNode } from "@lezer/common";
import type { Edit, Span } from "../../text/span.ts";
import { assemble } from "../assemble.ts";
import { type HostString, textOf } from "../host-string.ts";
import type { HostFile, Source } from "../source.ts";
import { childrenOf, textAt } from "../tree.ts";
import { type Crate, type Item, readCrate } from "./crate.ts";
import { perform } from "./run.ts";
import { valueOf } from "./value.ts";

/** A function that builds the schema by statements of its own, and keeps no record. */
export interface Program {
  readonly path: string;
  readonly name: string;
  readonly source: Source;
}

const makesTables = /^\s*(?:--[^\n]*\n\s*)*create\s+(?:unlogged\s+)?table\b/i;

/** The file speaks of the types of another database's driver, and of none of PostgreSQL's. */
const isForAnother = (file: HostFile | undefined): boolean =>
  /\b(?:Sqlite(?:Connection|ConnectOptions|Pool\w*)?|rusqlite|libsql|MySql(?:Connection|ConnectOptions|Pool\w*)?|duckdb)\b/.test(
    file?.text ?? "",
  ) &&
  !/\b(?:Pg(?:Connection|ConnectOptions|Pool\w*)|Postgres|tokio_postgres|postgres)\b/.test(
    file?.text ?? "",
  );

/** The functions of these crates that send DDL and that no other such function calls. */
export const rustPrograms = (files: readonly HostFile[]): readonly Program[] =>
  [...byCrate(files).values()].flatMap(programsOf);

function programsOf(files: readonly HostFile[]): readonly Program[] {
  const crate = readCrate(files);
  const found = crate.functions.flatMap((item) => {
    const sent = perform(crate, item);
    const makes = sent.steps.filter((step) => makesTables.test(textOf(step.pieces)));
    return makes.some((step) => !isForAnother(crate.files[step.host])) ? [{ item, sent }] : [];
  });
  return found
    .filter(({ item }) => !found.some(({ sent }) => sent.called.has(item)))
    .map(({ item }) => ({
      path: crate.files[item.host]?.path ?? "",
      name: item.name,
      source: sourceOf(crate, item),
    }));
}

function sourceOf(crate: Crate, item: Item): Source {
  const { steps, used } = perform(crate, item);
  const source = assemble(crate.files, steps, undefined, (hosts) => {
    const again = readCrate(hosts);
    const same = again.functions.find((one) => one.name === item.name && one.host === item.host);
    return same ? sourceOf(again, same) : assemble(hosts, [], undefined, () => source);
  });
  return {
    ...source,
    outsideTransaction: true,
    idle: idleOf(crate, item, used),
    earlier: (call, before, host) => earlier(crate, call, before, host),
    unprepared: (call, host) => unprepared(crate, call, host),
  };
}

/** Both in the body of one function, the call a statement there by itself. */
function earlier(
  crate: Crate,
  call: Span,
  before: Span,
  host: number,
): readonly Edit[] | undefined {
  const text = crate.files[host]?.text ?? "";
  const [own, other] = [call, before].map(({ start }) => statementAround(crate, host, start));
  if (!own || !other || own === other || !own.parent?.firstChild) return undefined;
  const isWhole = own.from === call.start && own.to === call.end;
  if (!isWhole || own.parent.from !== other.parent?.from) return undefined;
  const [from, to] = [own, other].map((one) => text.lastIndexOf("\n", one.from - 1) + 1);
  const end = text.indexOf("\n", own.to) + 1;
  if (from === undefined || to === undefined || end === 0) return undefined;
  const lines = text.slice(from, end);
  const isAlone = [text.slice(from, own.from), text.slice(own.to, end), text.slice(to, other.from)];
  if (isAlone.some((one) => one.trim() !== "")) return undefined;
  return [
    { span: { start: to, end: to }, text: lines },
    { span: { start: from, end }, text: "" },
  ];
}

/** https://docs.rs/sqlx/latest/sqlx/fn.raw_sql.html */
function unprepared(crate: Crate, call: Span, host: number): Edit | undefined {
  const text = crate.files[host]?.text ?? "";
  const found = /\bsqlx::query(?=\s*\()/.exec(text.slice(call.start, call.end));
  if (!found) return undefined;
  const start = call.start + found.index;
  return { span: { start, end: start + found[0].length }, text: "sqlx::raw_sql" };
}

/** Constants with DDL that the program never sends, and how a call of theirs would be written. */
function idleOf(crate: Crate, item: Item, used: ReadonlySet<unknown>): NonNullable<Source["idle"]> {
  return crate.constants.flatMap((constant) => {
    if (used.has(constant.node)) return [];
    const value = valueOf(crate, constant.host, constant.node.lastChild?.prevSibling, new Map());
    if (value?.kind !== "string" || !makesTables.test(textOf(value.string))) return [];
    return [idle(crate, item, constant, value.string)];
  });
}

function idle(
  crate: Crate,
  item: Item,
  constant: Item,
  string: HostString,
): NonNullable<Source["idle"]>[number] {
  const path = constant.host === item.host ? constant.name : `${constant.module}::${constant.name}`;
  return {
    name: path,
    string,
    host: constant.host,
    at: { start: constant.node.from, end: constant.node.to },
    /** As the neighbour is called, with another constant, before the statement at `call`. */
    before: (call, host) => {
      const file = crate.files[host];
      const at = statementAround(crate, host, call.start);
      if (!file || !at) return undefined;
      const line = file.text.lastIndexOf("\n", at.from - 1) + 1;
      const indent = file.text.slice(line, at.from);
      if (indent.trim() !== "") return undefined;
      const text = `${indent}${neighbour(file, item)(path)}\n`;
      return { span: { start: line, end: line }, text };
    },
  };
}

/** The statement of a function's body that a place is in: a loop as a whole. */
function statementAround(crate: Crate, host: number, offset: number): SyntaxNode | undefined {
  const bodies = crate.functions
    .filter((one) => one.host === host)
    .flatMap((one) => one.node.getChild("Block") ?? []);
  return bodies.flatMap(childrenOf).find((one) => one.from <= offset && offset < one.to);
}

/** `sqlx::query(X).execute(pool).await…;` as the function writes it already. */
function neighbour(file: HostFile, item: Item): (path: string) => string {
  const body = item.node.getChild("Block");
  const statements = body
    ? childrenOf(body).filter((one) => one.name === "ExpressionStatement")
    : [];
  for (const one of statements) {
    const text = textAt(file, one);
    const found = /^sqlx::query\(\s*((?:\w+::)*[A-Z][A-Z0-9_]*)\s*\)/.exec(text);
    if (found?.[1]) return (path) => text.replace(found[1] ?? "", () => path);
  }
  return (path) => `sqlx::query(${path}).execute(pool).await?;`;
}

/** Files below one `src`, else of one folder, with the SQL files that they may include. */
function byCrate(files: readonly HostFile[]): ReadonlyMap<string, readonly HostFile[]> {
  const crates = new Map<string, HostFile[]>();
  const rust = files.filter((file) => file.path.endsWith(".rs"));
  for (const file of rust) {
    const key =
      /^(.*(?:^|\/)src)\//.exec(file.path)?.[1] ??
      file.path.slice(0, file.path.lastIndexOf("/") + 1);
    crates.set(key, [...(crates.get(key) ?? []), file]);
  }
  const sql = files.filter((file) => /\.sql$/i.test(file.path));
  for (const [key, own] of crates) {
    const included = own.flatMap((file) =>
      [...file.text.matchAll(/include_str!\(\s*"([^"]+)"/g)].map((one) =>
        (one[1] ?? "").replace(/^.*\.\.\//, ""),
      ),
    );
    crates.set(key, [
      ...own,
      ...sql.filter((file) => included.some((name) => file.path.endsWith(name))),
    ]);
  }
  return crates;
}
