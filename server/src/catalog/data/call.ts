import type { CallEffect } from "../../effects/data/select.ts";
import { type Draft, doubt, refuseFor } from "../draft.ts";
import { checkArguments, checkRoutine } from "../evaluate/check-call.ts";
import { checkingDraft } from "../evaluate/check-context.ts";
import { checkExpr } from "../evaluate/check-expr.ts";
import { failed, newEnv } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";
import { queryRows } from "../evaluate/query-rows.ts";
import { toNameRef } from "../evaluate/regs.ts";
import { findRoutines } from "../evaluate/routine-names.ts";
import { parseName } from "../evaluate/text.ts";
import { asBoolean, isOid } from "../evaluate/value.ts";
import { findRelation } from "../look-up.ts";
import { setConfig } from "../objects/settings.ts";
import { setSequence } from "./keys.ts";

/** A call for its own sake, where no interpreter is at hand to run the body. */
export function call(draft: Draft, effect: CallEffect): void {
  draft.touched = true;
  if (!effect.within) checkCalled(draft, effect);
  if (callsNothing(draft, effect)) return;
  if (findRoutines(draft.catalog, effect) === "builtin") {
    setFor(draft, effect);
    return;
  }
  doubt(draft, `function "${effect.name}" was not run`);
}

/** There is such a routine, and it takes these arguments. */
export function checkCalled(draft: Draft, effect: CallEffect): void {
  const checking = checkingDraft(draft);
  const args = effect.args.map((arg) => checkExpr(checking, arg, undefined));
  const found = checkRoutine(checking, effect, args, effect.routine);
  if (typeof found === "object") checkArguments(checking, found, effect.args);
}

/** The query around it certainly gives no row. */
function callsNothing(draft: Draft, { within }: CallEffect): boolean {
  if (!within) return false;
  const rows = queryRows(newEnv(draft.catalog, {}), {
    ...within,
    items: [],
    orderBy: [],
    distinct: false,
  });
  if (failed(rows)) return refuseFor(rows);
  return rows.rows.length === 0;
}

/** set_config(name, value, is_local) is SET; setval moves a sequence behind the numbers that are taken. */
function setFor(draft: Draft, { name, args }: CallEffect): void {
  if (name === "setval" && args[0]) {
    const sequence = evaluateExpr(newEnv(draft.catalog, {}), args[0]);
    const key =
      typeof sequence === "string"
        ? relationNamed(draft, sequence)
        : isOid(sequence)
          ? sequence.key
          : undefined;
    if (key !== undefined)
      draft.catalog = {
        ...draft.catalog,
        assumed: draft.catalog.assumed.set(setSequence(key), true),
      };
  }
  if (name !== "set_config") return;
  const [setting, value, local] = args.map((arg) => evaluateExpr(newEnv(draft.catalog, {}), arg));
  if (typeof setting !== "string" || typeof value !== "string") return;
  setConfig(draft, setting.toLowerCase(), value, asBoolean(local ?? false) === true);
}

function relationNamed(draft: Draft, text: string): string | undefined {
  const name = toNameRef(parseName(text));
  return name && findRelation(draft.catalog, name).key;
}
