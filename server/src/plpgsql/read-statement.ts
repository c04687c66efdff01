import { count, type Json, list, queryOf, tagged, text, untagged } from "./json.ts";
import type { Branch, Handler, Statement, Target } from "./tree.ts";

/** The variables that statements refer to by number. */
export interface Datums {
  name(index: number): string;
}

/** One statement of the parser's tree; undefined for one that this room does not know. */
export function readStatement(node: unknown, datums: Datums): Statement | undefined {
  const { tag, body } = tagged(node);
  return readers[tag]?.(body, datums);
}

const statements = (nodes: unknown, datums: Datums): readonly Statement[] =>
  list(nodes).flatMap((node) => readStatement(node, datums) ?? []);

const line = (body: Json): { readonly line: number } => ({ line: count(body.lineno) });

const label = (body: Json): { readonly label?: string } => {
  const name = text(body.label);
  return name === undefined ? {} : { label: name };
};

const texts = (nodes: unknown): readonly string[] => list(nodes).map(queryOf);

/** A record as a whole, or a row of scalars that the parser made for a list. */
function target(node: unknown): Target {
  const { tag, body } = tagged(node);
  if (tag === "PLpgSQL_row")
    return { kind: "list", names: list(body.fields).map((field) => fieldName(field)) };
  const name = text(body.refname) ?? "";
  return tag === "PLpgSQL_rec" ? { kind: "record", name } : { kind: "list", names: [name] };
}

const fieldName = (field: unknown): string =>
  text((field as { name?: unknown } | null)?.name) ?? "";

const into = (body: Json): { readonly into?: Target } =>
  body.target === undefined ? {} : { into: target(body.target) };

const loop = (body: Json, datums: Datums) => ({
  ...line(body),
  ...label(body),
  body: statements(body.body, datums),
});

function branch(node: unknown, datums: Datums): Branch {
  const body = untagged(node);
  return {
    ...line(body),
    condition: queryOf(body.cond ?? body.expr),
    body: statements(body.stmts, datums),
  };
}

function handler(node: unknown, datums: Datums): Handler {
  const body = untagged(node);
  return {
    conditions: list(body.conditions).map((one) => text(untagged(one).condname) ?? ""),
    body: statements(body.action, datums),
  };
}

type Reader = (body: Json, datums: Datums) => Statement;

const sql =
  (kind: "sql" | "perform" | "call", from: string): Reader =>
  (body) => ({
    kind,
    ...line(body),
    sql: queryOf(body[from]),
    ...into(body),
    strict: body.strict === true,
  });

const readers: Readonly<Record<string, Reader>> = {
  PLpgSQL_stmt_block: (body, datums) => ({
    kind: "block",
    ...line(body),
    ...label(body),
    declares: [],
    body: statements(body.body, datums),
    handlers: list(untagged(body.exceptions).exc_list).map((one) => handler(one, datums)),
  }),
  PLpgSQL_stmt_if: (body, datums) => ({
    kind: "if",
    ...line(body),
    branches: [
      {
        ...line(body),
        condition: queryOf(body.cond),
        body: statements(body.then_body, datums),
      },
      ...list(body.elsif_list).map((one) => branch(one, datums)),
    ],
    otherwise: statements(body.else_body, datums),
  }),
  PLpgSQL_stmt_case: (body, datums) => ({
    kind: "case",
    ...line(body),
    ...(body.t_expr === undefined
      ? {}
      : { subject: { value: queryOf(body.t_expr), variable: datums.name(count(body.t_varno)) } }),
    branches: list(body.case_when_list).map((one) => branch(one, datums)),
    ...(body.have_else === true ? { otherwise: statements(body.else_stmts, datums) } : {}),
  }),
  PLpgSQL_stmt_loop: (body, datums) => ({ kind: "loop", ...loop(body, datums) }),
  PLpgSQL_stmt_while: (body, datums) => ({
    kind: "while",
    ...loop(body, datums),
    condition: queryOf(body.cond),
  }),
  PLpgSQL_stmt_fori: (body, datums) => ({
    kind: "for-integer",
    ...loop(body, datums),
    variable: text(untagged(body.var).refname) ?? "",
    lower: queryOf(body.lower),
    upper: queryOf(body.upper),
    ...(body.step === undefined ? {} : { step: queryOf(body.step) }),
    reverse: body.reverse === true,
  }),
  PLpgSQL_stmt_fors: (body, datums) => ({
    kind: "for-query",
    ...loop(body, datums),
    target: target(body.var),
    query: queryOf(body.query),
  }),
  PLpgSQL_stmt_dynfors: (body, datums) => ({
    kind: "for-execute",
    ...loop(body, datums),
    target: target(body.var),
    text: queryOf(body.query),
    using: texts(body.params),
  }),
  PLpgSQL_stmt_forc: (body, datums) => ({
    kind: "for-cursor",
    ...loop(body, datums),
    target: target(body.var),
    cursor: datums.name(count(body.curvar)),
  }),
  PLpgSQL_stmt_foreach_a: (body, datums) => ({
    kind: "foreach",
    ...loop(body, datums),
    variable: datums.name(count(body.varno)),
    slice: count(body.slice) > 0,
    array: queryOf(body.expr),
  }),
  PLpgSQL_stmt_exit: (body) => ({
    kind: body.is_exit === true ? "exit" : "continue",
    ...line(body),
    ...label(body),
    ...(body.cond === undefined ? {} : { condition: queryOf(body.cond) }),
  }),
  PLpgSQL_stmt_assign: (body, datums) => {
    const { written, value } = assignment(queryOf(body.expr));
    return {
      kind: "assign",
      ...line(body),
      target: datums.name(count(body.varno)),
      part: written.includes("["),
      value,
    };
  },
  PLpgSQL_stmt_execsql: sql("sql", "sqlstmt"),
  PLpgSQL_stmt_perform: sql("perform", "expr"),
  PLpgSQL_stmt_call: sql("call", "expr"),
  PLpgSQL_stmt_dynexecute: (body) => ({
    kind: "execute",
    ...line(body),
    text: queryOf(body.query),
    using: texts(body.params),
    ...into(body),
    strict: body.strict === true,
  }),
  PLpgSQL_stmt_raise: (body) => ({
    kind: "raise",
    ...line(body),
    refuses: count(body.elog_level) >= error,
    ...(text(body.condname) === undefined ? {} : { condition: text(body.condname) ?? "" }),
    ...(text(body.message) === undefined ? {} : { message: text(body.message) ?? "" }),
    arguments: texts(body.params),
    options: list(body.options).map((one) => {
      const option = untagged(one);
      return { option: options[count(option.opt_type)] ?? "other", value: queryOf(option.expr) };
    }),
  }),
  PLpgSQL_stmt_return: (body, datums) => ({
    kind: "return",
    ...line(body),
    ...(body.expr === undefined
      ? body.retvarno === undefined
        ? {}
        : { value: datums.name(count(body.retvarno)) }
      : { value: queryOf(body.expr) }),
  }),
  PLpgSQL_stmt_return_next: (body) => ({ kind: "return-rows", ...line(body) }),
  PLpgSQL_stmt_return_query: (body) => ({
    kind: "return-rows",
    ...line(body),
    ...(body.query === undefined ? {} : { query: queryOf(body.query) }),
  }),
  PLpgSQL_stmt_getdiag: (body, datums) => ({
    kind: "get-diagnostics",
    ...line(body),
    items: list(body.diag_items).map((one) => {
      const item = untagged(one);
      return { item: text(item.kind) ?? "", target: datums.name(count(item.target)) };
    }),
  }),
  PLpgSQL_stmt_assert: (body) => ({
    kind: "assert",
    ...line(body),
    condition: queryOf(body.cond),
    ...(body.message === undefined ? {} : { message: queryOf(body.message) }),
  }),
  PLpgSQL_stmt_open: (body) => ({ kind: "open", ...line(body) }),
  PLpgSQL_stmt_fetch: (body) => ({ kind: "fetch", ...line(body), ...into(body) }),
  PLpgSQL_stmt_close: (body) => ({ kind: "close", ...line(body) }),
  PLpgSQL_stmt_commit: (body) => ({ kind: "commit", ...line(body) }),
  PLpgSQL_stmt_rollback: (body) => ({ kind: "rollback", ...line(body) }),
};

/** elog levels of PostgreSQL 14 and later: everything below ERROR only talks. */
const error = 21;

/** PLpgSQL_raise_option_type of plpgsql.h. */
const options: readonly ("errcode" | "message" | "other")[] = ["errcode", "message"];

/** `x.y[1] := value` or with `=`: the parser leaves the target in the text. */
function assignment(query: string): { readonly written: string; readonly value: string } {
  const found = /^((?:"(?:[^"]|"")*"|\[(?:[^[\]]|\[[^[\]]*\])*\]|[^"[=:])*)(?::=|=)/.exec(query);
  const [all = "", written = ""] = found ?? [];
  return { written, value: query.slice(all.length) };
}
