import type { Draft } from "../draft.ts";
import { childrenOf } from "./links.ts";

/** The table and, unless ONLY is said, everything below it. */
export function overChildren(
  draft: Draft,
  key: string,
  only: boolean,
  change: (key: string) => void,
): void {
  change(key);
  if (only) return;
  for (const child of childrenOf(draft.catalog, key)) overChildren(draft, child.key, false, change);
}
