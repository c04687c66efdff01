import { keyName, relationKey } from "../../catalog/catalog.ts";
import { firstVersionWithNewTypes, isNewType } from "../../catalog/objects/uncommitted.ts";
import type { Related } from "../finding.ts";
import { type Proposal, rule, type Scene, type Told } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "first-run/enum-value-too-early",
  title: "An enum value is used in the transaction that adds it",
  why: "A value that ALTER TYPE … ADD VALUE adds cannot be used before it is committed: not in a row, not in a comparison, a default or a view. Most migration tools run a file in one transaction, some run all pending files in one, so that the value of an earlier file is too new as well on every database that gets both at once. From PostgreSQL 17 on a type that the same transaction creates is exempt.",
  severity: "error",
  run: "fresh",
  aliases: [],
  *check(scene) {
    const masked = isMasked(scene) && !meetsOldType(scene);
    for (const report of failures(scene, "enum-value-too-early", () => advice(scene)))
      yield {
        ...report,
        ...(masked ? { severity: "warning" } : {}),
        related: related(scene),
        get fixes() {
          return wayOut(scene);
        },
      };
  },
  examples: {
    flags: [
      {
        given: "CREATE TYPE mood AS ENUM ('calm'); CREATE TABLE people (mood mood);",
        sql: "BEGIN;\nALTER TYPE mood ADD VALUE IF NOT EXISTS 'glad';\nALTER TABLE people ALTER COLUMN mood SET DEFAULT 'glad';\nCOMMIT;",
      },
    ],
    allows: [
      {
        given: "CREATE TYPE mood AS ENUM ('calm'); CREATE TABLE people (mood mood);",
        sql: "BEGIN;\nALTER TYPE mood ADD VALUE IF NOT EXISTS 'glad';\nCOMMIT;\nALTER TABLE people ALTER COLUMN mood SET DEFAULT 'glad';",
        because: "the value is committed before it is used",
      },
    ],
  },
});

/** Where the transaction makes the type too, newer servers allow it; nobody said that it is one of those. */
function isMasked(scene: Scene): boolean {
  const type = valueOf(scene)?.type;
  return type !== undefined && isNewType(scene.before, relationKey(type.schema, type.name));
}

/** Value and use come in one file and the type in an earlier one: whoever has run that has the type already. */
function meetsOldType(scene: Scene): boolean {
  const found = valueOf(scene);
  const added = found && scene.told("enum value", { name: found.value }, found.type);
  const made = found && scene.told("type", found.type);
  const creates = ({ change, when }: Told): boolean =>
    change.what === "creates" && when === "earlier";
  return (
    (added?.some((one) => creates(one) && one.path === scene.path) ?? false) &&
    (made?.some((one) => creates(one) && one.path !== scene.path) ?? false)
  );
}

function advice(scene: Scene): string {
  const where = whatToDo(scene);
  if (!isMasked(scene)) return where;
  if (meetsOldType(scene))
    return `${where} Databases that have the type already fail on every version; PostgreSQL ${firstVersionWithNewTypes} and later only spare a fresh one, where the same transaction creates the type.`;
  return `${where} PostgreSQL ${firstVersionWithNewTypes} and later allow it where the same transaction creates the type, as it does on a fresh database.`;
}

function whatToDo({ before: { session }, transaction: { wayOut } }: Scene): string {
  if (session.shared === "files")
    return "The migration tool runs all pending files in one transaction: the value has to be released before this file is.";
  if (session.shared === "file")
    return `The migration tool runs this file in one transaction${wayOut ? `, unless it says ${wayOut.says}` : ""}: add the value in a file of its own before this one.`;
  if (!session.saved.isEmpty()) return "COMMIT between ADD VALUE and the use of the value.";
  return "Add the value in a statement of its own, which is committed before this one.";
}

function wayOut({ before: { session }, transaction, surface }: Scene): readonly Proposal[] {
  if (session.shared) {
    if (!transaction.wayOut) return [];
    const { says, edit } = transaction.wayOut;
    const title = `Run this file outside a transaction: ${says}`;
    return [{ title, grade: "sketch", edits: [edit], mends: "first run" }];
  }
  if (session.saved.size !== 1) return [];
  const between = ["COMMIT;", "BEGIN;", ""].join(`${surface.lineEnding}${surface.indent}`);
  return [
    {
      title: "Commit before the value is used",
      grade: "sketch",
      edits: [{ span: { start: 0, end: 0 }, text: between }],
      mends: "first run",
    },
  ];
}

/** Where the value was added. */
function related(scene: Scene): readonly Related[] {
  const found = valueOf(scene);
  const added = found && scene.told("enum value", { name: found.value }, found.type);
  return (added ?? [])
    .filter(({ when, change }) => when === "earlier" && change.what === "creates")
    .slice(-1)
    .map(({ path, span }) => ({ path, span, message: "This adds the value." }));
}

function valueOf({
  first,
}: Scene): { readonly value: string; readonly type: ReturnType<typeof keyName> } | undefined {
  if (first.kind !== "fails" || first.subject?.class !== "enum value") return undefined;
  const { name, on } = first.subject;
  return on === undefined ? undefined : { value: name, type: keyName(on) };
}
