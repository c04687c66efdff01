import type { ByName } from "./by-name.ts";
import { type BuiltinCast, readCasts } from "./casts.ts";
import { type BuiltinFunction, readFunctions } from "./functions.ts";
import { extensions } from "./generated/extensions.ts";
import { otherExtensions } from "./generated/other-extensions.ts";
import { type BuiltinOperator, readOperators } from "./operators.ts";
import { type BuiltinType, readTypes } from "./types.ts";

/** What CREATE EXTENSION brings, under the names that it gives. */
export interface ExtensionFacts {
  readonly requires: readonly string[];
  /** Where it lives, whatever the statement says. */
  readonly schema?: string;
  readonly functions: ByName<BuiltinFunction>;
  readonly types: readonly BuiltinType[];
  readonly operators: ByName<BuiltinOperator>;
  readonly casts: readonly BuiltinCast[];
  /** `method.name` */
  readonly operatorClasses: readonly string[];
  readonly operatorFamilies: readonly string[];
  readonly relations: readonly BroughtRelation[];
  readonly languages: readonly string[];
  readonly accessMethods: readonly string[];
  readonly foreignDataWrappers: readonly string[];
  readonly textSearchDictionaries: readonly string[];
  readonly textSearchTemplates: readonly string[];
}

export interface BroughtRelation {
  readonly kind: "table" | "view" | "sequence" | "composite type";
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Undefined: what it brings is not known. */
export function extensionFacts(name: string): ExtensionFacts | undefined {
  const known = read.get(name);
  if (known) return known;
  const written = extensions[name] ?? otherExtensions[name];
  if (!written) return undefined;
  const facts = readFacts(written);
  read.set(name, facts);
  return facts;
}
const read = new Map<string, ExtensionFacts>();

/** The extensions that come with PostgreSQL and of which the contents are known. */
export const knownExtensions = (): readonly string[] => Object.keys(extensions);

function readFacts(written: Readonly<Record<string, string>>): ExtensionFacts {
  const words = (field: string): readonly string[] =>
    (written[field] ?? "").split(" ").filter(Boolean);
  const text = (field: string): string => written[field] ?? "";
  return {
    requires: words("requires"),
    ...(written["schema"] ? { schema: written["schema"] } : {}),
    functions: readFunctions(text("functions")),
    types: text("types") === "" ? [] : [...readTypes(text("types")).values()],
    operators: readOperators(text("operators")),
    casts: readCasts(text("casts")),
    operatorClasses: words("operatorClasses"),
    operatorFamilies: words("operatorFamilies"),
    relations: [...text("relations").matchAll(/(\w):([^(]+)\(([^)]*)\)/g)].map(
      ([, kind = "", name = "", columns = ""]) => ({
        kind: kinds[kind] ?? "view",
        name: name.trim(),
        columns: columns.split(",").map((column) => {
          const [called = "", type = ""] = column.split(" ");
          return { name: called, type };
        }),
      }),
    ),
    languages: words("languages"),
    accessMethods: words("accessMethods"),
    foreignDataWrappers: words("foreignDataWrappers"),
    textSearchDictionaries: words("textSearchDictionaries"),
    textSearchTemplates: words("textSearchTemplates"),
  };
}

const kinds: Readonly<Record<string, BroughtRelation["kind"]>> = {
  r: "table",
  v: "view",
  S: "sequence",
  c: "composite type",
};
