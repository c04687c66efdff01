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
  return brought(what, name).some(
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

const known = new Map<string, readonly Brought[]>();

/** What the extensions bring of a name. */
function brought(what: "functions" | "operators", name: string): readonly Brought[] {
  const key = `${what} ${name}`;
  const found = known.get(key);
  if (found) return found;
  const all = knownExtensions().flatMap((extension) =>
    formsIn(extension, what, name).map((one) => ({ extension, arguments: one })),
  );
  known.set(key, all);
  return all;
}

function formsIn(
  extension: string,
  what: "functions" | "operators",
  name: string,
): readonly (readonly string[])[] {
  const facts = extensionFacts(extension);
  return what === "functions"
    ? (facts?.functions.get(name) ?? []).map((form) => form.arguments)
    : (facts?.operators.get(name) ?? []).map(({ left, right }) =>
        left === "" ? [right] : [left, right],
      );
}
