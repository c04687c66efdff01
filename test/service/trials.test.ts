import { expect, test } from "vitest";
import { rerunWith, secondRun } from "../../server/src/history/run-file.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { type Bench, bench, withEdits } from "../../server/src/service/context.ts";
import { createService } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";

/**
 * A fix is tried by running what it changes, on top of what is known of the file: that has to say what running the
 * whole file anew says.
 */
const parser = await newParser();
const service = createService(parser);
const options = { rerun: "auto", disabledRules: [] } as const;

const told = ({ first, second }: Pick<Bench, "first" | "second">) =>
  [first, second].map((run) => run.statements.map(({ outcome }) => outcome));

const examples = rules.flatMap((rule) =>
  rule.examples.flags.flatMap((one) => (one.fixed === undefined ? [] : [one])),
);

test.each(examples)("a trial is the run of the whole file: $sql", ({ given, sql }) => {
  const path = "migrations/0001_a.sql";
  // What stands behind it has to find what it would have found.
  const text = `${given ?? ""}\n${sql}\nCREATE TABLE behind (id int);\nINSERT INTO behind VALUES (1);\n`;
  const [history] = service.open([{ path, text }]);
  const on = history && bench({ parser, roots: new Map() }, history, path);
  if (!history || !on) throw new Error("not read");
  const { findings } = service.check(history, path, options);
  const fixes = findings.flatMap((finding) => service.fixes(history, finding, options));
  for (const fix of fixes) {
    if (fix.others || fix.edits.length === 0) continue;
    const tried = withEdits(on, fix.edits);
    if ("refused" in tried) continue;
    const first = rerunWith(on.machine, { ...on.first, statements: [] }, tried.file, on.height);
    const anew = { first, second: secondRun(on.machine, first, on.height) };
    expect(told(tried)).toEqual(told(anew));
  }
});
