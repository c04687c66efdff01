import type { SyntaxNode } from "@lezer/common";
import { inQuotes } from "../../sql/names.ts";
import type { Span } from "../../text/span.ts";
import { nobodyKnows, onlyWhere, unended } from "../block.ts";
import { type HostString, made, textOf } from "../host-string.ts";
import type { Step } from "../source.ts";
import { spanOf } from "../tree.ts";
import type { Frame, Run } from "./frame.ts";

/** What is not sure to be reached is run under its condition. */
export function emit(run: Run, step: Step, frame: Frame): void {
  if (frame.under.length === 0) {
    run.steps.push(step);
    return;
  }
  // Whether a transaction ends under a condition nobody can follow.
  if (/^\s*(?:COMMIT|BEGIN)\s*;?\s*$/i.test(textOf(step.pieces))) return;
  // What belongs together is asked apart: after it nothing is called missing.
  if (frame.under.includes(nobodyKnows)) run.opaque = true;
  const { before: _, ...rest } = step;
  const conditions = [...new Map(frame.under.map((one) => [textOf(one), one])).values()];
  const pieces = onlyWhere(conditions, unended(step.pieces), step.call, step.host);
  run.steps.push({ ...rest, pieces });
}

/** A call, the statement that it is in, and its first argument. */
export interface Written {
  readonly call: SyntaxNode;
  readonly statement: SyntaxNode;
  readonly first: SyntaxNode | undefined;
}

export function stepOf(run: Run, sql: HostString, { call, statement, first }: Written): Step {
  const { text, host } = run.module;
  const line = text.lastIndexOf("\n", statement.from - 1) + 1;
  const indent = text.slice(line, statement.from);
  const isAlone =
    indent.trim() === "" &&
    statement.name === "ExpressionStatement" &&
    first !== undefined &&
    sql[0]?.kind !== "made";
  return {
    host,
    call: spanOf(call),
    pieces: sql,
    before: (written) =>
      isAlone && first
        ? {
            span: { start: line, end: line },
            text: `${indent}${text.slice(statement.from, first.from)}\`${quoted(written)}\`${text.slice(first.to, statement.to)}\n`,
          }
        : undefined,
  };
}

const quoted = (sql: string): string =>
  sql.trim().replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");

/**
 * What is not read may have made the table (without a name: everything), or dropped it: either may be so afterwards.
 * That says "or not" by itself, whatever it stands under.
 */
export function forget(run: Run, table: string | undefined, at: Span): void {
  const { host } = run.module;
  const change =
    table === undefined
      ? "DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public"
      : `DROP TABLE IF EXISTS ${qualified(table)} CASCADE`;
  const pieces = onlyWhere([made("random() < 0.5", at, host)], made(change, at, host), at, host);
  run.opaque = true;
  run.steps.push({ host, call: at, pieces });
}

/** `schema.table`, each part in quotes. */
export const qualified = (name: string): string =>
  name.replaceAll('"', "").split(".").map(inQuotes).join(".");
