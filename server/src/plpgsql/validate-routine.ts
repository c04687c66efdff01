import { checkingDraft } from "../catalog/evaluate/check-context.ts";
import { checkQuery } from "../catalog/evaluate/check-query.ts";
import { checkWrite } from "../catalog/evaluate/check-write.ts";
import { unknown } from "../catalog/evaluate/value.ts";
import type { Effect } from "../effects/effect.ts";
import { translate } from "../effects/translate.ts";
import { split } from "../sql/split.ts";
import { checkDeclarations } from "./check-declarations.ts";
import { withFunctionPath } from "./function-path.ts";
import { openBody } from "./open-body.ts";
import { parseStatement } from "./plans.ts";
import { GiveUp, type Run } from "./run.ts";

type CreateRoutine = Extract<Effect, { kind: "create-routine" }>;

/**
 * What CREATE FUNCTION finds out about a body that it does not run (check_function_bodies): the syntax and the
 * variables' types in PL/pgSQL, all names of all statements in SQL.
 */
export function validateRoutine(run: Run, effect: CreateRoutine): void {
  const { language, body, statement } = effect;
  if (body === undefined || isOff(run)) return;
  if (language === "plpgsql")
    withFunctionPath(run, statement, () => {
      const opened = orUndefined(() => openBody(run.machine, statement));
      if (opened) checkDeclarations(run, opened);
    });
  if (language === "sql" && !isPolymorphic(effect))
    withFunctionPath(run, statement, () => validateSql(run, effect, body));
}

const isOff = (run: Run): boolean =>
  /^(off|false|no|0|f)$/i.test(
    run.draft.catalog.session.settings.get("check_function_bodies") ?? "",
  );

const isPolymorphic = ({ parameters }: CreateRoutine): boolean =>
  parameters.some(({ type }) => /^any/.test(type.name));

/** A body that only the real PL/pgSQL can read is taken to be right. */
function orUndefined<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof GiveUp) return undefined;
    throw error;
  }
}

/** Columns come first, then the parameters by name. */
function validateSql(run: Run, { parameters, name }: CreateRoutine, body: string): void {
  const names = new Set(parameters.map((parameter) => parameter.name ?? ""));
  const checking = checkingDraft(run.draft, {
    variable: (variable, qualifier) =>
      (qualifier === undefined || qualifier === name.name) && names.has(variable)
        ? unknown
        : undefined,
    parameter: () => unknown,
  });
  for (const { text } of split(body)) {
    const tree = parseStatement(run.machine.parser, text);
    if (!tree) continue;
    for (const effect of translate(tree, text)) {
      if (effect.kind === "select") checkQuery(checking, effect.query, undefined);
      if (
        effect.kind === "insert" ||
        effect.kind === "update" ||
        effect.kind === "delete" ||
        effect.kind === "merge"
      )
        checkWrite(checking, effect, undefined);
    }
  }
}
