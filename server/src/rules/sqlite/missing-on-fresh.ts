import { insertAt } from "../../text/edits.ts";
import { type FolderProposal, folderRule, type SqliteScene } from "../folder-rule.ts";
import { missingExample, missingMended, upgradeMended } from "./examples.ts";
import { afterMigrations, editsOf, fileName, guardedSql, placeOf } from "./place.ts";

export default folderRule({
  id: "sqlite/missing-on-fresh",
  title: "A new database never gets it",
  why: "On a new database the program writes the migrations down as applied without running them, because its schema is the end state. What only a migration makes is there on upgraded databases and missing on new ones.",
  severity: "warning",
  aliases: [],
  *check({ sqlite }) {
    if (!sqlite) return;
    for (const { script, step, name } of sqlite.judged.missing) {
      const at = "nameAt" in step.deed ? step.deed.nameAt : step.statement.span;
      yield {
        ...placeOf(sqlite, script, at),
        message: `A new database never gets ${name}: there ${fileName(script.path)} is written down as applied and not run.`,
        detail: `Make it in ${sqlite.history.baseline?.name}, or after the migrations.`,
        get fixes() {
          return [...inSchema(sqlite), ...after(sqlite)];
        },
      };
    }
  },
  examples: {
    flags: [{ files: missingExample, fixed: missingMended }],
    allows: [{ files: upgradeMended, because: "the program makes the index after the migrations" }],
  },
});

const statements = ({ judged }: SqliteScene): readonly string[] =>
  judged.missing.map(({ step }) => guardedSql(step));

const titled = (count: number): string => (count === 1 ? "it" : `all ${count}`);

function inSchema(scene: SqliteScene): readonly FolderProposal[] {
  const { baseline } = scene.judged;
  const last = baseline?.steps.at(-1)?.statement;
  if (!baseline || !last) return [];
  const text = statements(scene)
    .map((sql) => `${sql};\n`)
    .join("");
  const files = editsOf(scene, baseline, [insertAt(last.end, text)]);
  if (!files) return [];
  const title = `make ${titled(scene.judged.missing.length)} in ${scene.history.baseline?.name} too`;
  return [{ title, grade: "review", files: [files] }];
}

/** Where the table may be an older one while the schema runs. */
function after(scene: SqliteScene): readonly FolderProposal[] {
  const files = afterMigrations(scene, statements(scene));
  const title = `make ${titled(scene.judged.missing.length)} after the migrations`;
  return files ? [{ title, grade: "review", files: [files] }] : [];
}
