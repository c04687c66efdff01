import { nameAt, type WrittenName } from "../../effects/clauses/name.ts";
import { wordAt, written } from "../../effects/clauses/written.ts";
import type { Scene } from "../rule.ts";
import { namedRelation } from "./fact.ts";

/** The relations that the statement's text names. */
export function tablesOf(scene: Scene): readonly WrittenName[] {
  const on = written(scene.surface);
  const found = new Map<string, WrittenName>();
  for (let index = 0; index < on.tokens.length; index++) {
    if (wordAt(on, index - 1) === ".") continue;
    const name = nameAt(on, index);
    if (
      name &&
      name.parts.length <= 2 &&
      [scene.before, scene.again].some((one) => namedRelation(one, name))
    )
      found.set(name.parts.join("."), name);
  }
  return [...found.values()];
}

/** The one table of the statement that has the column in its first run: PostgreSQL does not say which it would be. */
export function ownerOf(scene: Scene, column: string): string | undefined {
  const owners = tablesOf(scene).filter((name) => {
    const relation = namedRelation(scene.before, name);
    return (
      relation &&
      "columns" in relation &&
      "known" in relation.columns &&
      relation.columns.known.has(column)
    );
  });
  return owners.length === 1 ? owners[0]?.text : undefined;
}
