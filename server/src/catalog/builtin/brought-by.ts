import { extensionFacts, knownExtensions } from "./extensions.ts";
import { otherExtensions } from "./generated/other-extensions.ts";

/** The extension that brings something of this name; undefined where none is known to. */
export const broughtBy = (what: keyof Index, name: string): string | undefined =>
  brought()[what].get(name);

/** Operator classes by `method.name`. */
type Index = Readonly<
  Record<"function" | "type" | "relation" | "operator class", ReadonlyMap<string, string>>
>;
let index: Index | undefined;

/** Reads all the extensions: only when something is missing. */
function brought(): Index {
  if (index) return index;
  const made = {
    function: new Map<string, string>(),
    type: new Map<string, string>(),
    relation: new Map<string, string>(),
    "operator class": new Map<string, string>(),
  };
  for (const extension of [...knownExtensions(), ...Object.keys(otherExtensions)]) {
    const facts = extensionFacts(extension);
    if (!facts) continue;
    for (const name of facts.functions.keys()) made.function.set(name, extension);
    for (const type of facts.types) made.type.set(type.name, extension);
    for (const name of facts.operatorClasses) made["operator class"].set(name, extension);
    for (const relation of facts.relations) made.relation.set(relation.name, extension);
  }
  index = made;
  return made;
}
