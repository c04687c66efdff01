import type { Span } from "../../text/span.ts";
import type { DoClause } from "./do-clause.ts";
import { startsStatement } from "./do-statements.ts";
import { type DoBlockPart, doStructure, type IfPart, innermost } from "./do-structure.ts";
import { wordAt } from "./written.ts";

/** Where one statement of a DO block's body stands, and what guards it there. */
export interface DoPlace {
  readonly span: Span;
  /** A statement of its own, not the query of a FOR, IF or assignment. */
  readonly whole: boolean;
  /** The innermost IF whose first branch it is in. */
  readonly within: IfPart | undefined;
  /** The innermost block with an EXCEPTION part that it is guarded by. */
  readonly caught: DoBlockPart | undefined;
}

/** The statement with this text on this line of the body (1-based) or below. */
export function doPlace(clause: DoClause, line: number, sql: string): DoPlace | undefined {
  const { text } = clause.on.surface;
  const body = text.slice(clause.body.start, clause.body.end);
  let from = 0;
  for (let number = 1; number < line && from >= 0; number++) {
    const next = body.indexOf("\n", from);
    if (next < 0) break;
    from = next + 1;
  }
  const found = body.indexOf(sql.trim(), from);
  const at = found >= 0 ? found : body.indexOf(sql.trim());
  if (at < 0 || sql.trim() === "") return undefined;
  const start = clause.body.start + at;
  return placeAt(clause, { start, end: start + sql.trim().length });
}

function placeAt(clause: DoClause, span: Span): DoPlace {
  const { on } = clause;
  const { blocks, ifs } = doStructure(on);
  const from = on.tokens.findIndex((token) => token.span.start === span.start);
  const to = on.tokens.findIndex((token) => token.span.start >= span.end);
  return {
    span,
    whole: from >= 0 && startsStatement(on, from) && wordAt(on, to) === ";",
    within: innermost(ifs, (part) => [part.thenAt, part.branchEnd], on, span.start),
    caught: innermost(
      blocks.filter((block) => block.handlers.length > 0),
      (part) => [part.begin, part.bodyEnd],
      on,
      span.start,
    ),
  };
}
