import type { Map as PersistentMap } from "immutable";

/**
 * Keys whose values are not the same object in both maps. Where one map was made from the other most of their tree is
 * shared, and what is shared is passed over whole: the cost goes with what changed, not with the size.
 */
export function changedKeys<T>(
  a: PersistentMap<string, T>,
  b: PersistentMap<string, T>,
): readonly string[] {
  if (a === b) return [];
  const candidates = new Set<string>();
  collect(rootOf(a), rootOf(b), candidates);
  return [...candidates].filter((key) => a.get(key) !== b.get(key) || a.has(key) !== b.has(key));
}

/**
 * A node of immutable's hash trie (Map.js of version 5): leaves hold `entry` or `entries`, inner nodes `nodes`,
 * with a `bitmap` where they are packed. A test compares the answer with a plain look through both maps.
 */
interface Node {
  readonly entry?: readonly [string, unknown];
  readonly entries?: readonly (readonly [string, unknown])[];
  readonly nodes?: readonly (Node | undefined)[];
  readonly bitmap?: number;
}

const rootOf = (map: unknown): Node | undefined => (map as { readonly _root?: Node })._root;

function collect(a: Node | undefined, b: Node | undefined, into: Set<string>): void {
  if (a === b) return;
  if (!a?.nodes || !b?.nodes) {
    keysUnder(a, into);
    keysUnder(b, into);
    return;
  }
  const [left, right] = [slots(a), slots(b)];
  for (let slot = 0; slot < 32; slot++) collect(left[slot], right[slot], into);
}

/** By hash: the packed nodes stand where their bits are set. */
function slots(node: Node): readonly (Node | undefined)[] {
  const { nodes = [], bitmap } = node;
  if (bitmap === undefined) return nodes;
  const spread: (Node | undefined)[] = [];
  let next = 0;
  for (let slot = 0; slot < 32; slot++) if (bitmap & (1 << slot)) spread[slot] = nodes[next++];
  return spread;
}

function keysUnder(node: Node | undefined, into: Set<string>): void {
  if (!node) return;
  if (node.entry) into.add(node.entry[0]);
  for (const [key] of node.entries ?? []) into.add(key);
  for (const inner of node.nodes ?? []) keysUnder(inner, into);
}
