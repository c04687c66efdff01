import { rule } from "../rule.ts";
import { guardMissesExamples } from "./examples/guard-misses.ts";
import { failures } from "./report.ts";
import { skippedByMistake } from "./skipped.ts";

export default rule({
  id: "rerun/guard-misses",
  title: "A guard is there, and does not hold",
  why: "The block looks up another name than it makes, or another catalog, or catches a condition that PostgreSQL does not raise here: ADD CONSTRAINT … UNIQUE fails with 42P07 (duplicate_table) because its index is a relation, ADD PRIMARY KEY with 42P16 (invalid_table_definition), and duplicate_object catches neither.",
  severity: "rerun",
  aliases: [],
  *check(scene) {
    yield* failures(scene, "guard-misses", whyMissed);
    yield* skippedByMistake(scene);
  },
  examples: guardMissesExamples,
});

const whyMissed = ({
  failure,
}: {
  readonly failure: { readonly inside?: { readonly line: number } };
}): string =>
  failure.inside === undefined
    ? "The guard of this block does not hold."
    : `The guard does not hold for line ${failure.inside.line} of the block.`;
