import type { Catalog } from "../../../server/src/catalog/catalog.ts";
import { newCatalog } from "../../../server/src/catalog/new-catalog.ts";
import type { Outcome } from "../../../server/src/catalog/outcome.ts";
import { translate } from "../../../server/src/effects/translate.ts";
import { execute, type Machine } from "../../../server/src/plpgsql/execute.ts";
import { split } from "../../../server/src/sql/split.ts";
import { newParser } from "../../support/parser.ts";

export const newMachine = async (): Promise<Machine> => ({ parser: await newParser() });

export interface Ran {
  readonly outcomes: readonly Outcome[];
  readonly catalog: Catalog;
}

/** The statements of a text, each failing one rolled back alone. */
export function run(machine: Machine, before: Catalog, sql: string): Ran {
  let catalog = before;
  const outcomes = split(sql).map(({ text }, statement): Outcome => {
    const parsed = machine.parser.parse(text);
    if (parsed.kind !== "tree") throw new Error(`not SQL: ${text}`);
    const step = execute(machine, catalog, translate(parsed.tree, text), {
      migration: 0,
      statement,
    });
    catalog = step.catalog;
    return step.outcome;
  });
  return { outcomes, catalog };
}

export interface Twice {
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly catalog: Catalog;
}

/** Run and run again: what PostgreSQL answers, as its SQLSTATE or the kind of the outcome. */
export function twice(
  machine: Machine,
  sql: string,
  world: "open" | "closed" = "closed",
  given = "",
): Twice {
  const before = run(machine, newCatalog(world), given).catalog;
  const first = run(machine, before, sql);
  const second = run(machine, first.catalog, sql);
  return {
    first: first.outcomes.map(answer),
    second: second.outcomes.map(answer),
    catalog: second.catalog,
  };
}

export const answer = (outcome: Outcome): string =>
  outcome.kind === "fails" ? outcome.sqlstate : outcome.kind;
