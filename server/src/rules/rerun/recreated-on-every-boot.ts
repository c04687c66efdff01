import type { Difference } from "../../catalog/difference.ts";
import { namedIn } from "../../effects/clauses/named.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import type { Change } from "../../history/changes.ts";
import { type Report, rule, type Scene } from "../rule.ts";

export default rule({
  id: "rerun/recreated-on-every-boot",
  title: "Every boot makes again what a later migration takes away",
  why: "The tool keeps no record and runs every file on every boot. This statement then makes anew what a later file has dropped or renamed, and the later one takes it away again, each time. A column burns one of the table's 1,600 attribute numbers on every boot; a unique index is built over data that need not be unique any more, and the boot fails.",
  severity: "warning",
  run: "replay",
  aliases: [],
  *check(scene) {
    for (const one of scene.replayed?.recreated ?? []) yield report(scene, one);
  },
  examples: {
    flags: [
      {
        everyBoot: true,
        given: "CREATE TABLE IF NOT EXISTS jobs (id int);",
        sql: "ALTER TABLE jobs ADD COLUMN IF NOT EXISTS agent text;",
        later: "ALTER TABLE jobs DROP COLUMN IF EXISTS agent;",
      },
      {
        everyBoot: true,
        given: "CREATE TABLE IF NOT EXISTS revocations (serial text);",
        sql: "CREATE UNIQUE INDEX IF NOT EXISTS by_serial ON revocations (serial);",
        later: "DROP INDEX IF EXISTS by_serial;",
      },
    ],
    allows: [
      {
        everyBoot: true,
        given: "CREATE TABLE IF NOT EXISTS jobs (id int);",
        sql: "ALTER TABLE jobs ADD COLUMN IF NOT EXISTS agent text;",
        because: "nothing takes it away again",
      },
      {
        given: "CREATE TABLE IF NOT EXISTS jobs (id int);",
        sql: "ALTER TABLE jobs ADD COLUMN IF NOT EXISTS agent text;",
        later: "ALTER TABLE jobs DROP COLUMN IF EXISTS agent;",
        because: "the tool keeps a record: the first file does not run again",
      },
    ],
  },
});

function report(scene: Scene, { class: of, key, on }: Difference): Report {
  const dot = key.lastIndexOf(".");
  const name = key.slice(dot + 1);
  const table = on === undefined ? undefined : nameOf(on);
  const told = scene
    .told(of === "column" ? "column" : "relation", { name }, table)
    .filter((one) => one.when === "later" && one.change.what !== "creates");
  const shown = on === undefined ? `${of} "${name}"` : `${of} "${name}" of "${table?.name}"`;
  return {
    message: `Every boot makes ${shown} again, and a later migration ${takesAway(told[0]?.change)} it again.`,
    detail: costs(scene, of),
    at: namedIn(scene.surface, name) ?? { start: 0, end: scene.surface.tokens[0]?.span.end ?? 0 },
    related: told.map((one) => ({
      path: one.path,
      span: one.span,
      message: `This ${takesAway(one.change)} it.`,
    })),
  };
}

const nameOf = (key: string): NameRef => {
  const dot = key.indexOf(".");
  return { schema: key.slice(0, dot), name: key.slice(dot + 1) };
};

const takesAway = (change: Change | undefined): string =>
  change?.what === "renames" ? "renames" : "drops";

function costs(scene: Scene, of: Difference["class"]): string {
  const [effect] = scene.effects;
  if (of === "column")
    return "Each boot uses up one of the 1,600 columns that a table can ever have: guard this statement by what the later one leaves.";
  if (effect?.kind === "create-index" && effect.unique)
    return "As soon as rows are there that the index forbids, the boot fails with 23505: guard this statement by what the later one leaves.";
  return "Guard this statement by what the later one leaves.";
}
