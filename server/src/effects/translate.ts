import type { Node } from "@pgsql/types";
import { blockTranslators } from "./blocks.ts";
import { dataTranslators } from "./data.ts";
import type { Effect } from "./effect.ts";
import { objectTranslators } from "./objects.ts";
import { relationTranslators } from "./relations.ts";

/** The tag of a statement's tree ("CreateStmt", …) with its body. */
export type Tag = Node extends infer N ? (N extends object ? keyof N : never) : never;
export type Body<T extends Tag> =
  Extract<Node, Record<T, unknown>> extends infer N
    ? N extends Record<T, infer B>
      ? B
      : never
    : never;

/**
 * `sql`: the statement's text, for what only the text tells (a routine's own CREATE statement).
 * `inner`: translates statements that stand inside this one.
 * `undefined`: another family's (DROP, RENAME, OWNER TO … are one node for all kinds of objects).
 */
export type Translators = {
  readonly [T in Tag]?: (
    body: Body<T>,
    sql: string,
    inner: (tree: Node) => readonly Effect[],
  ) => readonly Effect[] | undefined;
};

const families: readonly Translators[] = [
  relationTranslators,
  objectTranslators,
  dataTranslators,
  blockTranslators,
];

/** The effects of a statement; one `unknown` effect when nobody knows what it does. */
export function translate(tree: Node, sql: string): readonly Effect[] {
  const [tag, body] = Object.entries(tree)[0] ?? [];
  if (tag === undefined) return [];
  for (const family of families) {
    const translator = (family as Record<string, Translator | undefined>)[tag];
    const effects = translator?.(body, sql, (inner) => translate(inner, sql));
    if (effects) return effects;
  }
  return [{ kind: "unknown", verb: "run", statement: tag }];
}

type Translator = (
  body: unknown,
  sql: string,
  inner: (tree: Node) => readonly Effect[],
) => readonly Effect[] | undefined;
