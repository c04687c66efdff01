import type { Catalog, Column, Origin, Relation } from "../../catalog/catalog.ts";
import type { Difference } from "../../catalog/difference.ts";
import type { Names } from "../../catalog/names.ts";
import { sqlLike } from "../../effects/clauses/letter-case.ts";
import type { Scene } from "../rule.ts";
import type { Condition } from "./condition.ts";
import { childLookUp, columnLookUp, resolves } from "./look-ups.ts";
import { asking, type Remedy } from "./remedy.ts";
import { writtenKey } from "./written-relation.ts";

/**
 * The second run makes a thing again that the first run made and a later statement renamed or moved: it is made only
 * while the thing is not there under its later name.
 */
export function unlessRenamed(scene: Scene, difference: Difference): Remedy | undefined {
  if (difference.change !== "added") return undefined;
  const found = later(scene, difference);
  return (
    found && asking(`make it only while ${found.name} is not there (DO block)`, found.condition)
  );
}

function later(
  scene: Scene,
  { class: of, key, on }: Difference,
): { name: string; condition: Condition } | undefined {
  const { surface, after, again } = scene;
  const sql = sqlLike(surface);
  if (on === undefined) {
    const name = laterRelation(after, again, key);
    if (name === undefined) return undefined;
    const written = writtenKey(surface, again, name);
    return { name: written, condition: resolves(sql, "absent", "to_regclass", written) };
  }
  const table = writtenKey(surface, again, on);
  if (of === "column" || of === "attribute") {
    const name = laterColumn(columnsAt(after, on), columnsAt(again, on), key);
    return name === undefined
      ? undefined
      : { name, condition: columnLookUp(sql, "absent", table, name) };
  }
  if (of !== "constraint" && of !== "policy" && of !== "trigger" && of !== "rule") return undefined;
  const name = laterChild(after.relations.known.get(on), again.relations.known.get(on), of, key);
  return name === undefined
    ? undefined
    : { name, condition: childLookUp("absent", of, table, name, true) };
}

/** A rename keeps what made the relation. */
function laterRelation(after: Catalog, again: Catalog, key: string): string | undefined {
  const made = after.relations.known.get(key);
  if (!made || made.origin === "assumed") return undefined;
  const found = [...again.relations.known].find(
    ([other, one]) =>
      other !== key &&
      !after.relations.known.has(other) &&
      one.kind === made.kind &&
      sameOrigin(one.origin, made.origin),
  );
  return found?.[0];
}

const columnsAt = (catalog: Catalog, key: string): Names<Column> | undefined => {
  const relation = catalog.relations.known.get(key);
  return relation && "columns" in relation && "known" in relation.columns
    ? relation.columns
    : undefined;
};

/** A rename keeps the column's number. */
function laterColumn(
  after: Names<Column> | undefined,
  again: Names<Column> | undefined,
  name: string,
): string | undefined {
  const position = after?.known.get(name)?.position;
  if (position === undefined) return undefined;
  return again?.known.find(
    (column) =>
      column.position === position && column.name !== name && !after?.known.has(column.name),
  )?.name;
}

function laterChild(
  after: Relation | undefined,
  again: Relation | undefined,
  of: "constraint" | "policy" | "trigger" | "rule",
  name: string,
): string | undefined {
  const made = childrenOf(after, of).find((child) => child.name === name);
  if (!made) return undefined;
  return childrenOf(again, of).find(
    (child) => child.name !== name && sameOrigin(child.origin, made.origin),
  )?.name;
}

interface Child {
  readonly name: string;
  readonly origin: Origin;
}

function childrenOf(
  relation: Relation | undefined,
  of: "constraint" | "policy" | "trigger" | "rule",
): readonly Child[] {
  if (!relation) return [];
  const names: Names<Child> | undefined =
    of === "constraint" && "constraints" in relation
      ? relation.constraints
      : of === "policy" && "policies" in relation
        ? relation.policies
        : of === "trigger" && "triggers" in relation
          ? relation.triggers
          : of === "rule" && "rules" in relation
            ? relation.rules
            : undefined;
  return names ? [...names.known.values()] : [];
}

const sameOrigin = (one: Origin, other: Origin): boolean =>
  one !== "assumed" &&
  other !== "assumed" &&
  one.migration === other.migration &&
  one.statement === other.statement;
