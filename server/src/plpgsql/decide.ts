import { answerKey, isContested } from "../catalog/contested-answers.ts";
import { doubt, refuseFor } from "../catalog/draft.ts";
import { isError, truth, type Value } from "../catalog/evaluate/value.ts";
import { answer, closedAnswer, type Question, question } from "./ask.ts";
import type { Completion, Run } from "./run.ts";

/** The answer to a condition, and what is to be remembered of it. */
export interface Decision {
  readonly answer: boolean | "unknown";
  /** To be called when what depends on it has been done. */
  readonly settle: (completion: Completion) => Completion;
  /** Where it is not known: only with this answer does the statement succeed. */
  readonly learn: (answer: boolean) => void;
}

/**
 * Whether a condition holds.
 *
 * One that asks what is open in the catalog is answered as by a database on which nothing of this exists yet. What
 * it answers afterwards is remembered: if the second run finds another answer, something else has changed it, perhaps
 * only our knowledge, so that is doubted. One that asks rows, settings or the clock stays unknown, unless the
 * statement could only succeed with one answer: then it has that answer in the second run, too.
 */
export function decide(run: Run, line: number, text: string): Decision {
  const asked = question(run, line, text);
  const open = truthOf(answer(run, asked, run.draft.catalog));
  const key = `${text.trim().replace(/\s+/g, " ")}${keyOf(run, asked.values)}`;
  const nothing = (completion: Completion): Completion => completion;
  const contested = open === "unknown" && isContested(run.draft.catalog, key);
  const closed =
    open === "unknown" && !contested ? truthOf(closedAnswer(asked, run.draft.catalog)) : open;
  if (closed === "unknown")
    return { answer: learnt(run, key), settle: nothing, learn: learner(run, key) };
  const before = run.draft.catalog.assumed.get(answerKey(key));
  if (before !== undefined && before !== closed)
    doubt(run.draft, `${text.trim()} was taken to be ${before} before`);
  if (open !== "unknown" && before === undefined)
    return { answer: open, settle: nothing, learn: nobody };
  return {
    answer: closed,
    settle: (completion) => {
      const after = truthOf(closedAnswer(asked, run.draft.catalog));
      if (after !== "unknown") remember(run, answerKey(key), after);
      return completion;
    },
    learn: nobody,
  };
}

const nobody = (): void => undefined;

function truthOf(value: Value): boolean | "unknown" {
  if (isError(value)) return refuseFor(value);
  return truth(value);
}

const learnt = (run: Run, key: string): boolean | "unknown" =>
  run.draft.catalog.assumed.get(`${key}!`) ?? "unknown";

const learner =
  (run: Run, key: string) =>
  (answer: boolean): void => {
    remember(run, `${key}!`, answer);
  };

function remember(run: Run, key: string, answer: boolean): void {
  const { catalog } = run.draft;
  run.draft.catalog = { ...catalog, assumed: catalog.assumed.set(key, answer) };
}

/** Variables that are constant are part of the question; one with others is asked by this statement only. */
function keyOf(run: Run, values: Question["values"]): string {
  if (values.length === 0) return "";
  const shown = JSON.stringify(values);
  const { origin } = run.draft;
  const place =
    origin === "assumed" ? "" : `${origin.migration}:${origin.statement}:${run.at.line}`;
  return shown.includes('"kind":"unknown"') ? ` ${shown} ${place}` : ` ${shown}`;
}
