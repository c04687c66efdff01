import { doClause } from "../../effects/clauses/do-clause.ts";
import { doStatements } from "../../effects/clauses/do-statements.ts";
import {
  type DoBlockPart,
  doStructure,
  type HandlerPart,
} from "../../effects/clauses/do-structure.ts";
import { keywordsLike } from "../../effects/clauses/letter-case.ts";
import { type Written, wordAt, wordsAt } from "../../effects/clauses/written.ts";
import type { Surface } from "../../effects/surface.ts";
import { lex } from "../../sql/lex.ts";
import { replace } from "../../text/edits.ts";
import { spanText } from "../../text/span.ts";
import { raisedAgain } from "../fixes/raised-again.ts";
import { type Proposal, rule } from "../rule.ts";
import { guardTooBroadExamples } from "./examples/guard-too-broad.ts";

export default rule({
  id: "rerun/guard-too-broad",
  title: "The guard swallows real failures too",
  why: "WHEN OTHERS THEN NULL hides a misspelt column, a missing privilege and a full disk just like the duplicate it was written for: the migration is recorded as applied, and what it should have made is missing. Name the conditions that the second run raises, and everything else is heard.",
  severity: "information",
  aliases: [],
  *check({ surface }) {
    const clause = doClause(surface);
    if (!clause) return;
    for (const block of doStructure(clause.on).blocks) {
      if (!changesSchema(clause.on, block)) continue;
      for (const handler of block.handlers) {
        const broad = handler.conditions.find((condition) => tooBroad.has(condition.name));
        if (!broad || !isSilent(clause.on, handler)) continue;
        const name = broad.name.toUpperCase();
        yield {
          message: `WHEN ${name} passes over every failure of this block, also real ones.`,
          detail: "The migration counts as applied, and what it should have made is missing.",
          at: broad.span,
          fixes: named(clause.on, block, handler),
        };
      }
    }
  },
  examples: guardTooBroadExamples,
});

const tooBroad = new Set(["others", "insufficient_privilege"]);

const schemaVerbs = new Set(["create", "alter", "drop", "grant", "revoke", "comment"]);

const changesSchema = (on: Written, block: DoBlockPart): boolean =>
  doStatements(on, block.begin + 1, block.bodyEnd).some(({ from }) =>
    schemaVerbs.has(wordAt(on, from)),
  );

/** NULL, or talk: nothing is raised again, nothing is done about it. */
const isSilent = (on: Written, handler: HandlerPart): boolean =>
  doStatements(on, handler.from, handler.to).every(
    ({ from, to }) =>
      (to === from + 1 && wordAt(on, from) === "null") ||
      ["notice", "info", "log", "debug", "warning"].some((level) =>
        wordsAt(on, from, `raise ${level}`),
      ),
  );

/** The conditions that its statements raise in the second run, in place of all the handler's own. */
function named(on: Written, block: DoBlockPart, handler: HandlerPart): readonly Proposal[] {
  const first = handler.conditions[0];
  const last = handler.conditions[handler.conditions.length - 1];
  const raised = doStatements(on, block.begin + 1, block.bodyEnd).map(({ span }) =>
    raisedAgain(innerSurface(on.surface, spanText(on.surface.text, span))),
  );
  const known = raised.every((names) => names !== undefined) ? raised.flat() : [];
  const kept = handler.conditions.map(({ name }) => name).filter((name) => !tooBroad.has(name));
  const names = [...new Set([...kept, ...known])];
  if (!first || !last || known.length === 0) return [];
  const keyword = keywordsLike(on.surface);
  return [
    {
      title: `catch ${names.join(", ")} only`,
      grade: "review",
      edits: [
        replace({ start: first.span.start, end: last.span.end }, names.join(keyword(" OR "))),
      ],
    },
  ];
}

const innerSurface = (surface: Surface, text: string): Surface => ({
  ...surface,
  text,
  tokens: lex(text),
});
