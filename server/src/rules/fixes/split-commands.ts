import type { AlterClause } from "../../effects/clauses/alter-clause.ts";
import type { AlterCommand } from "../../effects/clauses/alter-commands.ts";
import { endOf, startOf } from "../../effects/clauses/written.ts";
import { applyEdits } from "../../text/edits.ts";
import { type Edit, type Span, shift } from "../../text/span.ts";

/** The parts of an ALTER statement, so that commands can be taken out; edits are put in already. */
export interface SplitCommands {
  /** ALTER TABLE … name, and the blanks that follow it. */
  readonly head: string;
  readonly gap: string;
  readonly commands: readonly {
    readonly text: string;
    /** Blanks between the comma before and the command, without its comments. */
    readonly gap: string;
    /** Comments that stand before it, and on its line behind its comma. */
    readonly comments: readonly string[];
    readonly remark: string | undefined;
  }[];
}

export function splitCommands(
  clause: AlterClause,
  commands: readonly AlterCommand[],
  edits: readonly Edit[],
): SplitCommands {
  const { on } = clause;
  const { text } = on.surface;
  const cut = (span: Span): string =>
    applyEdits(
      text.slice(span.start, span.end),
      edits
        .filter((edit) => span.start < edit.span.start && edit.span.end <= span.end)
        .map((edit) => ({ ...edit, span: shift(edit.span, -span.start) })),
    );
  const headEnd = endOf(on, clause.rest - 1);
  const first = commands[0]?.span.start ?? text.length;
  const between = commands.map((command, index) => {
    const start = index === 0 ? headEnd : endOf(on, command.from - 1);
    return trivia(text.slice(start, startOf(on, command.from)), index > 0);
  });
  const after = trivia(text.slice(commands[commands.length - 1]?.span.end ?? 0), false);
  return {
    head: cut({ start: 0, end: headEnd }),
    gap:
      text
        .slice(headEnd, first)
        .replace(commentsOf, "")
        .replace(/(\r?\n)[ \t]*(?=\r?\n)/g, "") || " ",
    commands: commands.map((command, index) => ({
      text: cut(command.span),
      gap: between[index]?.gap ?? " ",
      comments: between[index]?.comments ?? [],
      remark:
        between[index + 1]?.remark ??
        (index === commands.length - 1 ? after.comments[0] : undefined),
    })),
  };
}

const commentsOf = /--[^\r\n]*|\/\*[\s\S]*?\*\//g;

/** What stands between two commands: a remark on the line of the comma belongs to the command before it. */
function trivia(text: string, behindComma: boolean) {
  const remark = behindComma
    ? /^[ \t]*((?:\/\*[^\n]*?\*\/[ \t]*)*(?:--[^\r\n]*|\/\*[^\n]*?\*\/(?=[ \t]*\r?\n)))/.exec(text)
    : null;
  const rest = remark ? text.slice(remark[0].length) : text;
  return {
    remark: remark?.[1],
    comments: rest.match(commentsOf) ?? [],
    gap: rest.replace(commentsOf, "").replace(/(\r?\n)[ \t]*(?=\r?\n)/g, "") || " ",
  };
}
