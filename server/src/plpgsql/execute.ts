import type { Node } from "@pgsql/types";
import { apply } from "../catalog/apply.ts";
import type { Catalog, Origin } from "../catalog/catalog.ts";
import type { Step } from "../catalog/outcome.ts";
import type { Effect } from "../effects/effect.ts";
import { translate } from "../effects/translate.ts";
import type { Parser } from "../sql/parser.ts";

/** What running statements takes besides the catalog. */
export interface Machine {
  readonly parser: Parser;
}

/** Runs one statement over the catalog, DO blocks and called functions included. */
export function execute(
  machine: Machine,
  before: Catalog,
  effects: readonly Effect[],
  origin: Origin,
): Step {
  void machine;
  return apply(before, effects, origin);
}

export const effectsOf = (tree: Node, sql: string): readonly Effect[] => translate(tree, sql);
