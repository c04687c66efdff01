import type { Constraint } from "../catalog.ts";

/** What a foreign key does when the row that is pointed to goes away, or gets another key. */
export interface Actions {
  readonly onDelete: Action;
  readonly onUpdate: Action;
  /** Asked at the end of the transaction. */
  readonly deferred: boolean;
}

type Action = "no action" | "cascade" | "set null" | "other";

const read = new WeakMap<Constraint, Actions>();

export function actionsOf(constraint: Constraint): Actions {
  const known = read.get(constraint);
  if (known) return known;
  const actions = readActions(constraint.definition);
  read.set(constraint, actions);
  return actions;
}

/** The definition is the canonical JSON of the constraint's tree. */
function readActions(definition: string): Actions {
  let tree: { fk_del_action?: string; fk_upd_action?: string; initdeferred?: boolean };
  try {
    tree = JSON.parse(definition) as typeof tree;
  } catch {
    return { onDelete: "other", onUpdate: "other", deferred: true };
  }
  return {
    onDelete: actionOf(tree.fk_del_action),
    onUpdate: actionOf(tree.fk_upd_action),
    deferred: tree.initdeferred ?? false,
  };
}

function actionOf(letter = "a"): Action {
  switch (letter) {
    case "a":
    case "r":
      return "no action";
    case "c":
      return "cascade";
    case "n":
      return "set null";
    default:
      return "other";
  }
}
