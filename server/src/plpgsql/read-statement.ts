import { count, list, queryOf, tagged, text, untagged } from "./json.ts";
import { loopReaders } from "./read-loops.ts";
import { into, label, line, type Reader, type Reading, texts } from "./read-parts.ts";
import type { Branch, Handler, Statement } from "./tree.ts";

/**
 * One statement of the parser's tree; undefined for one that this room does not know.
 * `name`: the variable that statements refer to by number.
 */
export function readStatement(node: unknown, name: Reading["name"]): Statement | undefined {
  const { tag, body } = tagged(node);
  const statements = (nodes: unknown): readonly Statement[] =>
    list(nodes).flatMap((inner) => readStatement(inner, name) ?? []);
  return readers[tag]?.(body, { name, statements });
}

function branch(node: unknown, reading: Reading): Branch {
  const body = untagged(node);
  return {
    ...line(body),
    condition: queryOf(body.cond ?? body.expr),
    body: reading.statements(body.stmts),
  };
}

function handler(node: unknown, reading: Reading): Handler {
  const body = untagged(node);
  return {
    conditions: list(body.conditions).map((one) => text(untagged(one).condname) ?? ""),
    body: reading.statements(body.action),
  };
}

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
  PLpgSQL_stmt_block: (body, reading) => ({
    kind: "block",
    ...line(body),
    ...label(body),
    declares: [],
    body: reading.statements(body.body),
    handlers: list(untagged(body.exceptions).exc_list).map((one) => handler(one, reading)),
  }),
  PLpgSQL_stmt_if: (body, reading) => ({
    kind: "if",
    ...line(body),
    branches: [
      {
        ...line(body),
        condition: queryOf(body.cond),
        body: reading.statements(body.then_body),
      },
      ...list(body.elsif_list).map((one) => branch(one, reading)),
    ],
    otherwise: reading.statements(body.else_body),
  }),
  PLpgSQL_stmt_case: (body, reading) => ({
    kind: "case",
    ...line(body),
    ...(body.t_expr === undefined
      ? {}
      : { subject: { value: queryOf(body.t_expr), variable: reading.name(count(body.t_varno)) } }),
    branches: list(body.case_when_list).map((one) => branch(one, reading)),
    ...(body.have_else === true ? { otherwise: reading.statements(body.else_stmts) } : {}),
  }),
  ...loopReaders,
  PLpgSQL_stmt_exit: (body) => ({
    kind: body.is_exit === true ? "exit" : "continue",
    ...line(body),
    ...label(body),
    ...(body.cond === undefined ? {} : { condition: queryOf(body.cond) }),
  }),
  PLpgSQL_stmt_assign: (body, reading) => {
    const { written, value } = assignment(queryOf(body.expr));
    return {
      kind: "assign",
      ...line(body),
      target: reading.name(count(body.varno)),
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
  PLpgSQL_stmt_return: (body, reading) => ({
    kind: "return",
    ...line(body),
    ...(body.expr === undefined
      ? body.retvarno === undefined
        ? {}
        : { value: reading.name(count(body.retvarno)) }
      : { value: queryOf(body.expr) }),
  }),
  PLpgSQL_stmt_return_next: (body) => ({ kind: "return-rows", ...line(body) }),
  PLpgSQL_stmt_return_query: (body) => ({
    kind: "return-rows",
    ...line(body),
    ...(body.query === undefined ? {} : { query: queryOf(body.query) }),
  }),
  PLpgSQL_stmt_getdiag: (body, reading) => ({
    kind: "get-diagnostics",
    ...line(body),
    items: list(body.diag_items).map((one) => {
      const item = untagged(one);
      return { item: text(item.kind) ?? "", target: reading.name(count(item.target)) };
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
