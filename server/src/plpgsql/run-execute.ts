import { forgetAllRows } from "../catalog/data/row-values.ts";
import { doubt, refuse } from "../catalog/draft.ts";
import { regText } from "../catalog/evaluate/regs.ts";
import { textOf } from "../catalog/evaluate/text.ts";
import { isOid, isUnknown, unknown, type Value } from "../catalog/evaluate/value.ts";
import { translate } from "../effects/translate.ts";
import { split } from "../sql/split.ts";
import { evaluateText } from "./ask.ts";
import { forgetTarget } from "./assign.ts";
import { fill } from "./fill.ts";
import { parseStatement, rowsOf } from "./plans.ts";
import { type Completion, next, type Run } from "./run.ts";
import { type Doing, perform, refuseTopLevelOnly } from "./run-sql.ts";
import type { Execute } from "./tree.ts";

/** EXECUTE: the text is known by now, or nobody knows what was done. */
export function runExecute(run: Run, { line, text, using, into, strict }: Execute): Completion {
  const doing = prepared(run, line, text, using);
  if (!doing) {
    doubt(run.draft, "the text that EXECUTE runs is not known");
    if (!writesNoRows.test(text)) forgetAllRows(run.draft);
    run.rowCount = unknown;
    if (into) forgetTarget(run, into);
    return next;
  }
  for (const [index, one] of doing.entries())
    perform(run, one, index === doing.length - 1 ? into : undefined, strict);
  return next;
}

/** Where the beginning of the text is written there. */
const writesNoRows =
  /^\s*(?:format\s*\(\s*)?E?'\s*(?:alter|analyze|comment|create|drop|grant|lock|notify|reindex|revoke|set|vacuum)\b/i;

/** The statements of a computed text with the USING values in them; undefined where the text is not known. */
export function prepared(
  run: Run,
  line: number,
  text: string,
  using: readonly string[],
): readonly Doing[] | undefined {
  const value = evaluateText(run, line, text);
  const values = using.map((one) => evaluateText(run, line, one));
  if (value === null) refuse("22004", "query string argument of EXECUTE is null");
  const sql = shownText(run, value);
  if (sql === undefined) return undefined;
  run.at = { line, sql };
  return split(sql).flatMap((statement) => {
    const tree = parseStatement(run.machine.parser, statement.text);
    if (!tree) return [];
    if ("TransactionStmt" in tree)
      refuse("0A000", "EXECUTE of transaction commands is not implemented");
    const effects = translate(tree, statement.text);
    for (const effect of effects) refuseTopLevelOnly(effect);
    return [fill({ effects, rows: rowsOf(tree) }, values)];
  });
}

/** A value as PostgreSQL shows it; undefined where that is not known. */
export function shownText(run: Run, value: Value): string | undefined {
  if (isUnknown(value)) return undefined;
  return (isOid(value) ? regText(run.draft.catalog, value) : textOf(value)) ?? undefined;
}
