import { folderRule } from "../folder-rule.ts";
import { upgradeExample, upgradeMended } from "./examples.ts";

export default folderRule({
  id: "sqlite/baseline-ahead",
  title: "The schema runs before the migrations and has what they bring",
  why: "A schema that is kept as the end state and is run at every start meets databases that the migrations have not changed yet. It was found to fail there. Run it on an empty database only, and let the migrations change what is there.",
  severity: "warning",
  aliases: [],
  *check({ sqlite }) {
    const baseline = sqlite?.history.baseline;
    const failed = sqlite?.judged.refused.filter((one) => one.when === "upgrade") ?? [];
    if (!baseline || failed.length === 0) return;
    yield {
      path: baseline.call.path,
      span: baseline.call.at,
      message: `${baseline.name} runs before the migrations, and ${failed.length === 1 ? "a statement fails" : `${failed.length} statements fail`} on older databases for it.`,
      detail: "Run it only where the database has no tables yet.",
    };
  },
  examples: {
    flags: [{ files: upgradeExample, also: ["sqlite/refused-on-upgrade"], fixed: upgradeMended }],
    allows: [{ files: upgradeMended, because: "both agree on every database" }],
  },
});
