import type * as vscode from "vscode";
import type { Tree } from "./tree.ts";

/** What a run asks of one history. */
export interface Wanted {
  readonly folder: string;
  /** null: all of it. */
  readonly paths: readonly string[] | null;
  /** The checks, by id. */
  readonly items: ReadonlyMap<string, vscode.TestItem>;
}

export function wantedOf(tree: Tree, request: vscode.TestRunRequest): readonly Wanted[] {
  const excluded = new Set(request.exclude);
  const byFolder = new Map<string, { whole: boolean; items: Map<string, vscode.TestItem> }>();
  const collect = (item: vscode.TestItem): void => {
    const place = tree.placeOf(item);
    if (!place || excluded.has(item)) return;
    const of = byFolder.get(place.folder) ?? { whole: false, items: new Map() };
    byFolder.set(place.folder, of);
    if (place.path === undefined) of.whole = true;
    if (place.check !== undefined) of.items.set(item.id, item);
    for (const [, child] of item.children) collect(child);
  };
  if (request.include) request.include.forEach(collect);
  else for (const [, item] of tree.controller.items) collect(item);
  return [...byFolder].map(([folder, { whole, items }]) => ({
    folder,
    paths: whole
      ? null
      : [...new Set([...items.values()].flatMap((one) => tree.placeOf(one)?.path ?? []))],
    items,
  }));
}
