import type { Catalog } from "../../server/src/catalog/catalog.ts";
import { newCatalog } from "../../server/src/catalog/new-catalog.ts";
import { endSession } from "../../server/src/catalog/objects/session.ts";
import type { Outcome } from "../../server/src/catalog/outcome.ts";
import { translate } from "../../server/src/effects/translate.ts";
import { execute } from "../../server/src/plpgsql/execute.ts";
import type { Parser } from "../../server/src/sql/parser.ts";

/** The simulation, run beside a real database. */
export interface Simulated {
  readonly run: (statement: string) => Outcome;
  /** The real database refused what the simulation took for a success: nothing was done. */
  readonly takeBack: () => void;
  readonly endSession: () => void;
  readonly catalog: () => Catalog;
}

export function startSimulated(parser: Parser, world: "open" | "closed"): Simulated {
  let catalog = newCatalog(world);
  let before = catalog;
  let count = 0;
  return {
    run(statement) {
      before = catalog;
      const parsed = parser.parse(statement);
      if (parsed.kind !== "tree") throw new Error(`not parsed: ${statement}`);
      const origin = { migration: 0, statement: count++ };
      const step = execute({ parser }, catalog, translate(parsed.tree, statement), origin);
      catalog = step.catalog;
      return step.outcome;
    },
    takeBack() {
      catalog = before;
    },
    endSession() {
      catalog = { ...endSession(catalog) };
    },
    catalog: () => catalog,
  };
}
