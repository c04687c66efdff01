import { refusedInside, wrappedBy } from "../history/transaction.ts";
import type { Scene } from "../rules/rule.ts";
import type { Bench } from "./context.ts";

/** What the transaction that the tool runs a file in means for one of its statements. */
export function transactionOf(on: Bench, index: number): Scene["transaction"] {
  const name = refusedAt(on, index);
  if (name === undefined) return {};
  const { optOut } = on.history.runner.transaction;
  if (optOut?.kind !== "directive" || on.file.source) return { name };
  const { span, text } = optOut.edit(on.file.text);
  const start = on.first.statements[index]?.read.statement.span.start ?? 0;
  const edit = { span: { start: span.start - start, end: span.end - start }, text };
  return { name, optOut: { says: optOut.text.trim(), edit } };
}

/** How many statements PostgreSQL refuses for the transaction that they are in. */
export const refusedForTransaction = (on: Bench): number =>
  on.first.statements.filter((_, index) => refusedAt(on, index) !== undefined).length;

const refusedAt = (on: Bench, index: number): string | undefined => {
  const { statements } = on.first;
  return refusedInside(wrappedBy(on.history, on.file, statements.length), statements, index);
};
