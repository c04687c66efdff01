import type { Relation } from "../../catalog/catalog.ts";
import { findRelation } from "../../catalog/look-up.ts";
import { find, type Names } from "../../catalog/names.ts";
import { alterClause } from "../../effects/clauses/alter-clause.ts";
import { alterCommands } from "../../effects/clauses/alter-commands.ts";
import { createClause } from "../../effects/clauses/create-clause.ts";
import { type DoClause, doClause } from "../../effects/clauses/do-clause.ts";
import { doStatements } from "../../effects/clauses/do-statements.ts";
import { doStructure, type IfPart } from "../../effects/clauses/do-structure.ts";
import { ownName } from "../../effects/clauses/name.ts";
import { lex } from "../../sql/lex.ts";
import { spanText } from "../../text/span.ts";
import { askedOfTable, type OfTable } from "../fixes/asked-of-table.ts";
import type { Report, Scene } from "../rule.ts";

/**
 * A guard that asks for a name without its table: the first run finds the name on another table, and what the block is
 * for is never made.
 */
export function* skippedByMistake(scene: Scene): Iterable<Report> {
  if (scene.first.kind !== "skipped" || scene.effects[0]?.kind !== "do") return;
  const clause = doClause(scene.surface);
  if (!clause) return;
  for (const part of doStructure(clause.on).ifs) {
    const condition = spanText(scene.surface.text, part.condition);
    for (const made of madeIn(clause, part)) {
      if (!condition.includes(`'${made.name}'`) || !isOnlyElsewhere(scene, made)) continue;
      yield {
        message: `The guard finds another ${made.what} "${made.name}", so ${made.table.text} never gets its own.`,
        detail: `It asks for the name alone: a ${made.what} belongs to a table, and the look-up has to say which.`,
        at: part.condition,
        get fixes() {
          return askedOfTable(scene, part.condition, made);
        },
      };
    }
  }
}

function* madeIn(clause: DoClause, part: IfPart): Iterable<OfTable> {
  const { on } = clause;
  for (const { span } of doStatements(on, part.thenAt + 1, part.branchEnd)) {
    const text = spanText(on.surface.text, span);
    const surface = { ...on.surface, text, tokens: lex(text) };
    const create = createClause(surface);
    if (create?.name && create.table && (create.object === "policy" || create.object === "trigger"))
      yield { what: create.object, name: ownName(create.name), table: create.table };
    const alter = alterClause(surface);
    if (alter?.object !== "table") continue;
    for (const { kind, name } of alterCommands(alter)) {
      if (!name || (kind !== "add constraint" && kind !== "add column")) continue;
      const what = kind === "add column" ? "column" : "constraint";
      yield { what, name: ownName(name), table: alter.name };
    }
  }
}

/** It is known that the table has no such thing, though the block ran, and that another one has. */
function isOnlyElsewhere(scene: Scene, { what, name, table }: OfTable): boolean {
  const schema =
    table.parts.length > 1 ? { schema: table.parts[table.parts.length - 2] ?? "" } : {};
  const { key } = findRelation(scene.after, { ...schema, name: ownName(table) });
  const own = childrenOf(scene.after.relations.known.get(key), what);
  if (!own || find(own, name) !== "absent") return false;
  return scene.after.relations.known.some(
    (other) => childrenOf(other, what)?.known.has(name) ?? false,
  );
}

function childrenOf(
  relation: Relation | undefined,
  what: OfTable["what"],
): Names<unknown> | undefined {
  if (!relation || !("constraints" in relation)) return undefined;
  switch (what) {
    case "constraint":
      return relation.constraints;
    case "column":
      return relation.columns;
    case "policy":
      return relation.policies;
    case "trigger":
      return relation.triggers;
    default:
      return what satisfies never;
  }
}
