import { namedIn } from "../effects/clauses/named.ts";
import type { NameRef } from "../effects/type-ref.ts";
import type { Change } from "../history/changes.ts";
import { type Recorded, recorded } from "../history/chronicle.ts";
import type { Told } from "../rules/rule.ts";
import { lex } from "../sql/lex.ts";
import { type Span, shift } from "../text/span.ts";
import type { Bench } from "./context.ts";

/** What the history says of a name, seen from one statement of one file. */
export const told = (
  on: Bench,
  statement: number,
  of: Change["class"],
  name: NameRef,
  table: NameRef | undefined,
): readonly Told[] =>
  recorded(on.machine.parser, on.history, of, name, table).map((one) => ({
    change: one.change,
    when: when(on, statement, one),
    path: one.path,
    span: spanOf(one, name.name),
  }));

function when(on: Bench, statement: number, one: Recorded): Told["when"] {
  const apart = one.migration - on.height || one.statement - statement;
  return apart === 0 ? "here" : apart < 0 ? "earlier" : "later";
}

function spanOf({ text, span }: Recorded, name: string): Span {
  const surface = { text, tokens: lex(text), lineEnding: "\n", indent: "" };
  const found = namedIn(surface, name);
  const firstLine = text.search(/\r?\n/);
  return shift(found ?? { start: 0, end: firstLine < 0 ? text.length : firstLine }, span.start);
}
