import type { Refused } from "../../sqlite/judge.ts";
import { insertAt } from "../../text/edits.ts";
import type { FileEdits, Related } from "../finding.ts";
import {
  type FolderProposal,
  type FolderReport,
  folderRule,
  type SqliteScene,
} from "../folder-rule.ts";
import { upgradeExample, upgradeMended } from "./examples.ts";
import {
  afterMigrations,
  editsOf,
  fileName,
  guarded,
  guardedSql,
  placeOf,
  spotOf,
  together,
  withoutStep,
} from "./place.ts";

export default folderRule({
  id: "sqlite/refused-on-upgrade",
  title: "SQLite refuses it on the database of an older release",
  why: "The program runs its whole schema at every start, before the migrations that are pending. On a database of an older release CREATE TABLE IF NOT EXISTS passes over the table that is there, and an index on a column that only a migration brings fails; or the schema makes what a migration makes without IF NOT EXISTS, and the migration fails. A fresh database shows nothing of it.",
  severity: "error",
  aliases: [],
  *check({ sqlite }) {
    if (!sqlite) return;
    for (const one of sqlite.judged.refused) if (one.when === "upgrade") yield report(sqlite, one);
  },
  examples: {
    flags: [{ files: upgradeExample, also: ["sqlite/baseline-ahead"], fixed: upgradeMended }],
    allows: [{ files: upgradeMended, because: "the index is made by the migration alone" }],
  },
});

function report(scene: SqliteScene, refused: Refused): FolderReport {
  const { script, step, message, before, guessed } = refused;
  const { path, span } = placeOf(scene, script, spotOf(step, message));
  const release = `a database that has not seen ${fileName(before?.path)}`;
  return {
    path,
    span,
    message: `Fails on ${release}: ${message}.`,
    ...(guessed ? { severity: "warning" } : {}),
    detail:
      script.path === undefined
        ? `${scene.history.baseline?.name} runs before the migrations, and CREATE TABLE IF NOT EXISTS passes over the table that is there. ${guessed ? "What that lacks no migration says: it is taken to be what ALTER TABLE could not have added. If so, the" : "The"} first start after the upgrade stops here.`
        : `${scene.history.baseline?.name} has made it when the migration runs. The first start after the upgrade stops here.`,
    related: related(scene, refused),
    get fixes() {
      return script.path === undefined ? moved(scene, refused) : guard(scene, refused);
    },
  };
}

/** Where the table is thrown away or gets the column; for a migration where the schema makes the same. */
function related(scene: SqliteScene, { script, step }: Refused): readonly Related[] {
  const { deed } = step;
  if (deed.kind !== "create") return [];
  if (script.path === undefined) {
    const table = deed.on?.table ?? deed.name;
    return scene.judged.migrations.flatMap((other) =>
      other.steps.flatMap((one) => {
        const drops = one.deed.kind === "drop" && one.deed.name === table;
        const adds = one.deed.kind === "add column" && one.deed.table === table;
        if ((!drops && !adds) || !("nameAt" in one.deed)) return [];
        const place = placeOf(scene, other, one.deed.nameAt);
        const says = drops ? `drops ${table} and makes it anew` : `adds a column to ${table}`;
        return [{ ...place, message: `Only this ${says}.` }];
      }),
    );
  }
  const { baseline } = scene.judged;
  return (baseline?.steps ?? []).flatMap((one) =>
    baseline && one.deed.kind === "create" && one.deed.name === deed.name
      ? [
          {
            ...placeOf(scene, baseline, one.deed.nameAt),
            message: `This makes ${deed.name} first.`,
          },
        ]
      : [],
  );
}

/** Out of the schema; to the migration that brings the column, unless that makes it already. */
function moved(scene: SqliteScene, { script, step, before }: Refused): readonly FolderProposal[] {
  const { deed } = step;
  const own = editsOf(scene, script, [withoutStep(script, step)]);
  if (!own || deed.kind !== "create") return [];
  const name = scene.history.baseline?.name ?? "the schema";
  const makes = scene.judged.migrations.some((one) =>
    one.steps.some((other) => other.deed.kind === "create" && other.deed.name === deed.name),
  );
  if (makes) {
    const title = `remove ${deed.name} from ${name}`;
    // A new database would never get it, where its migrations are only written down.
    const after =
      scene.history.baseline?.marksApplied && !scene.history.made.has(deed.name)
        ? afterMigrations(scene, [guardedSql(step)])
        : undefined;
    return [
      ...(after
        ? [
            {
              title: `${title}, and make it after the migrations`,
              grade: "review" as const,
              files: together([own, after]),
            },
          ]
        : []),
      { title, grade: "review", files: [own] },
    ];
  }
  if (!before?.path) return [];
  const end = before.text.endsWith("\n") ? "" : "\n";
  const there: FileEdits = {
    path: before.path,
    edits: [insertAt(before.text.length, `${end}${step.sql};\n`)],
  };
  return [
    {
      title: `move ${deed.name} from ${name} to ${fileName(before.path)}`,
      grade: "review",
      files: [own, there],
    },
  ];
}

function guard(scene: SqliteScene, { script, step }: Refused): readonly FolderProposal[] {
  const edit = guarded(step);
  const files = edit && editsOf(scene, script, [edit]);
  return files ? [{ title: "insert IF NOT EXISTS", grade: "safe", files: [files] }] : [];
}
