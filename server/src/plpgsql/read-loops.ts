import { count, queryOf, text, untagged } from "./json.ts";
import { label, line, type Reader, target, texts } from "./read-parts.ts";

const loop = (...[body, reading]: Parameters<Reader>) => ({
  ...line(body),
  ...label(body),
  body: reading.statements(body.body),
});

export const loopReaders: Readonly<Record<string, Reader>> = {
  PLpgSQL_stmt_loop: (body, reading) => ({ kind: "loop", ...loop(body, reading) }),
  PLpgSQL_stmt_while: (body, reading) => ({
    kind: "while",
    ...loop(body, reading),
    condition: queryOf(body.cond),
  }),
  PLpgSQL_stmt_fori: (body, reading) => ({
    kind: "for-integer",
    ...loop(body, reading),
    variable: text(untagged(body.var).refname) ?? "",
    lower: queryOf(body.lower),
    upper: queryOf(body.upper),
    ...(body.step === undefined ? {} : { step: queryOf(body.step) }),
    reverse: body.reverse === true,
  }),
  PLpgSQL_stmt_fors: (body, reading) => ({
    kind: "for-query",
    ...loop(body, reading),
    target: target(body.var),
    query: queryOf(body.query),
  }),
  PLpgSQL_stmt_dynfors: (body, reading) => ({
    kind: "for-execute",
    ...loop(body, reading),
    target: target(body.var),
    text: queryOf(body.query),
    using: texts(body.params),
  }),
  PLpgSQL_stmt_forc: (body, reading) => ({
    kind: "for-cursor",
    ...loop(body, reading),
    target: target(body.var),
    cursor: reading.name(count(body.curvar)),
  }),
  PLpgSQL_stmt_foreach_a: (body, reading) => ({
    kind: "foreach",
    ...loop(body, reading),
    variable: reading.name(count(body.varno)),
    slice: count(body.slice) > 0,
    array: queryOf(body.expr),
  }),
};
