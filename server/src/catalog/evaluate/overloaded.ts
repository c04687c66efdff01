import { type ArgumentType, fits } from "../builtin/can-coerce.ts";
import { extensionFacts, knownExtensions } from "../builtin/extensions.ts";
import type { Catalog } from "../catalog.ts";
import { plainNames } from "../look-up.ts";
import { someExtensionIsOpen } from "../objects/extension-contents.ts";

/**
 * Whether an extension that nobody saw being made, or that is there, may bring a function or operator with the name of
 * one of PostgreSQL's own for these arguments (intarray has a `+` for arrays of integers). People who write one
 * themselves are taken to give it another name.
 */
export function mayBeOverloaded(
  catalog: Catalog,
  what: "functions" | "operators",
  name: string,
  given: readonly ArgumentType[],
): boolean {
  if (someExtensionIsOpen(catalog)) return true;
  const extensions = plainNames(catalog, "extension");
  return (brought(what).get(name) ?? []).some(
    ({ extension, arguments: wanted }) =>
      (extensions.known.has(extension) ||
        !(extensions.complete || extensions.gone.has(extension))) &&
      given.every((type, at) => fits(type, wanted[at] ?? "any")),
  );
}

interface Brought {
  readonly extension: string;
  readonly arguments: readonly string[];
}

const made = new Map<string, ReadonlyMap<string, readonly Brought[]>>();

/** What the extensions bring, by name. */
function brought(what: "functions" | "operators"): ReadonlyMap<string, readonly Brought[]> {
  const known = made.get(what);
  if (known) return known;
  const all = new Map<string, Brought[]>();
  for (const extension of knownExtensions()) {
    const facts = extensionFacts(extension);
    for (const name of facts?.[what].keys() ?? []) {
      const forms =
        what === "functions"
          ? (facts?.functions.get(name) ?? []).map((form) => form.arguments)
          : (facts?.operators.get(name) ?? []).map(({ left, right }) =>
              left === "" ? [right] : [left, right],
            );
      const listed = all.get(name) ?? [];
      all.set(name, [...listed, ...forms.map((one) => ({ extension, arguments: one }))]);
    }
  }
  made.set(what, all);
  return all;
}
