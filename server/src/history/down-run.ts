import type { Catalog } from "../catalog/catalog.ts";
import { type Difference, differences } from "../catalog/difference.ts";
import { execute, type Machine } from "../plpgsql/execute.ts";
import type { OpenedFile } from "./open.ts";
import { readStatements } from "./read-statements.ts";
import type { FileRun, Ran } from "./run-file.ts";

/** The reverse of a migration, run right after it. */
export interface DownRun {
  readonly statements: readonly Ran[];
  /** What is not as it was before the migration; undefined where that is not certain. */
  readonly left: readonly Difference[] | undefined;
}

/** Undefined where the migration has no reverse. */
export function downRun(
  machine: Machine,
  first: FileRun,
  file: OpenedFile,
  height: number,
): DownRun | undefined {
  if (!file.down) return undefined;
  const statements: Ran[] = [];
  let catalog: Catalog = first.after;
  for (const [statement, read] of readStatements(
    machine.parser,
    { ...file, text: file.down.text },
    file.down.span,
  ).entries()) {
    const step = execute(machine, catalog, read.effects, { migration: height, statement });
    statements.push({ read, before: catalog, after: step.catalog, outcome: step.outcome });
    catalog = step.catalog;
  }
  const certain = [...first.statements, ...statements].every(
    ({ outcome, read }) =>
      outcome.kind !== "fails" && outcome.kind !== "unsure" && read.parsed.kind === "tree",
  );
  return {
    statements,
    left: certain
      ? differences(first.before, catalog).filter((one) => !passedOver.has(one.class))
      : undefined,
  };
}

/** Rows are data; a role or an extension may well be kept for others. */
const passedOver: ReadonlySet<Difference["class"]> = new Set(["row", "extension", "role"]);
