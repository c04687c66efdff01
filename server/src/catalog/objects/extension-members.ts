import { type Draft, refuse } from "../draft.ts";
import { subjectOf } from "../relations/delete.ts";
import { describe, type Thing } from "../relations/things.ts";

/** 2BP01: what came with an extension goes with it only. */
export function forbidExtensionMember(
  draft: Draft,
  thing: Extract<Thing, { readonly kind: "routine" | "type" }>,
  { extension }: { readonly extension?: string },
): void {
  if (extension === undefined || !draft.catalog.plain.get("extension")?.known.has(extension))
    return;
  refuse(
    "2BP01",
    `cannot drop ${describe(draft.catalog, thing)} because extension ${extension} requires it`,
    subjectOf(draft.catalog, thing),
  );
}
