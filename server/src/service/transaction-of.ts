import { refusedInside, wrappedBy } from "../history/transaction.ts";
import type { OptOut, Scene } from "../rules/rule.ts";
import type { Bench } from "./context.ts";

/** What the transaction that the tool runs a file in means for one of its statements. */
export function transactionOf(on: Bench, index: number): Scene["transaction"] {
  const name = refusedAt(on, index);
  const wayOut = wayOutOf(on, index);
  const optOut = name === undefined ? undefined : wayOut;
  return {
    ...(name === undefined ? {} : { name }),
    ...(optOut ? { optOut } : {}),
    ...(wayOut ? { wayOut } : {}),
  };
}

/** How many statements PostgreSQL refuses for the transaction that they are in. */
export const refusedForTransaction = (on: Bench): number =>
  on.first.statements.filter((_, index) => refusedAt(on, index) !== undefined).length;

const refusedAt = (on: Bench, index: number): string | undefined => {
  const { statements } = on.first;
  return refusedInside(wrappedBy(on.file, statements.length), statements, index);
};

function wayOutOf({ history, file, first }: Bench, index: number): OptOut | undefined {
  const { optOut } = history.runner.transaction;
  if (optOut?.kind !== "directive" || file.source || file.outsideTransaction) return undefined;
  const { span, text } = optOut.edit(file.text);
  const start = first.statements[index]?.read.statement.span.start ?? 0;
  const edit = { span: { start: span.start - start, end: span.end - start }, text };
  return { says: optOut.text.trim(), edit };
}
