import { type FolderProposal, folderRule, type SqliteScene } from "../folder-rule.ts";
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
      get fixes() {
        return onEmptyOnly(sqlite);
      },
    };
  },
  examples: {
    flags: [{ files: upgradeExample, also: ["sqlite/refused-on-upgrade"], fixed: upgradeMended }],
    allows: [{ files: upgradeMended, because: "both agree on every database" }],
  },
});

function onEmptyOnly(scene: SqliteScene | undefined): readonly FolderProposal[] {
  const baseline = scene?.history.baseline;
  const first = scene?.judged.baseline?.steps.find(
    ({ deed }) => deed.kind === "create" && deed.what === "table",
  )?.deed;
  if (!baseline?.guard || first?.kind !== "create") return [];
  return [
    {
      title: `run ${baseline.name} only where there is no table ${first.name} yet: what only it makes needs a migration`,
      grade: "review",
      files: [{ path: baseline.call.path, edits: [baseline.guard(first.name)] }],
    },
  ];
}
