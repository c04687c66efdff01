import type { NameRef } from "../../effects/type-ref.ts";
import type { Index } from "../catalog.ts";

/** A column of an index as its definition has it. */
export interface IndexColumn {
  readonly name: string;
  readonly operatorClass?: NameRef;
  readonly collated: boolean;
}

/** The index's own method, and what is said of each of its plain columns; nothing of those with expressions. */
export function indexElements({ definition, columns }: Index): {
  readonly method: string;
  readonly columns: readonly IndexColumn[];
} {
  const tree = readTree(definition);
  const elements =
    tree.elements ?? tree.exclusions?.map((pair) => pair.List?.items?.[0]?.IndexElem ?? {}) ?? [];
  return {
    method: tree.accessMethod ?? tree.access_method ?? "btree",
    columns: columns.flatMap((name, at) => {
      if (name === undefined) return [];
      const { opclass = [], collation } = elements[at] ?? {};
      const [last, schema] = opclass.map(textOf).reverse();
      return {
        name,
        ...(last === undefined
          ? {}
          : { operatorClass: { ...(schema === undefined ? {} : { schema }), name: last } }),
        collated: collation !== undefined,
      };
    }),
  };
}

/** Of CREATE INDEX or of a constraint. */
interface IndexTree {
  readonly accessMethod?: string;
  readonly access_method?: string;
  readonly elements?: readonly ElementTree[];
  readonly exclusions?: readonly {
    readonly List?: { readonly items?: readonly { readonly IndexElem?: ElementTree }[] };
  }[];
}

type Text = string | { readonly String?: { readonly sval?: string } };

interface ElementTree {
  readonly opclass?: readonly Text[];
  readonly collation?: unknown;
}

const textOf = (text: Text): string =>
  typeof text === "string" ? text : (text.String?.sval ?? "");

/** Definitions are canonical JSON of the syntax tree. */
function readTree(definition: string): IndexTree {
  try {
    return JSON.parse(definition) as IndexTree;
  } catch {
    return {};
  }
}
