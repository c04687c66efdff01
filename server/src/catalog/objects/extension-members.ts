import { type Draft, refuse } from "../draft.ts";

/** 2BP01: what came with an extension goes with it only. */
export function forbidExtensionMember(
  draft: Draft,
  what: string,
  object: { readonly schema: string; readonly name: string; readonly extension?: string },
): void {
  const { extension, schema, name } = object;
  if (extension === undefined || !draft.catalog.plain.get("extension")?.known.has(extension)) return;
  refuse(
    "2BP01",
    `cannot drop ${what} ${name} because extension ${extension} requires it`,
    { class: what === "type" ? "type" : "function", schema, name },
  );
}
