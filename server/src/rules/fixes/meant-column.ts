import type { Catalog } from "../../catalog/catalog.ts";
import { findRelation } from "../../catalog/look-up.ts";
import type { Failure } from "../../catalog/outcome.ts";
import { namedIn } from "../../effects/clauses/named.ts";
import type { Effect } from "../../effects/effect.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import { lex } from "../../sql/lex.ts";
import { type Edit, shift } from "../../text/span.ts";
import { closest } from "../first-run/did-you-mean.ts";

/** For a column that its table does not have: the one that was meant, and the edit of the file that writes it. */
export function meantColumn(
  before: Catalog,
  failure: Failure,
  effects: readonly Effect[],
  statement: { readonly text: string; readonly span: { readonly start: number } },
): { readonly name: string; readonly edit: Edit } | undefined {
  const effect = effects[failure.effect];
  const wanted = failure.subject?.name;
  if (failure.sqlstate !== "42703" || wanted === undefined || !effect || failure.inside)
    return undefined;
  const table = "table" in effect ? (effect.table as NameRef | undefined) : undefined;
  const key = failure.subject?.on ?? (table && findRelation(before, table).key);
  const relation = key === undefined ? undefined : before.relations.known.get(key);
  if (!relation || !("rows" in relation)) return undefined;
  const name = closest(wanted, relation.columns.known.keys());
  const surface = {
    text: statement.text,
    tokens: lex(statement.text),
    lineEnding: "\n",
    indent: "",
  };
  const span = namedIn(surface, wanted);
  if (name === undefined || !span || !/^[a-z_][a-z0-9_]*$/.test(name)) return undefined;
  return { name, edit: { span: shift(span, statement.span.start), text: name } };
}
