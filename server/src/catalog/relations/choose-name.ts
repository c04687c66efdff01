import type { Catalog } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { find, isThere } from "../names.ts";
import { domainHasConstraint } from "../objects/domain-names.ts";
import { someConstraintIsCalled } from "./links.ts";

/** NAMEDATALEN - 1 */
const longest = 63;

/** ChooseRelationName: the first of `name1_name2_label`, `…label1`, … that no relation has. */
export function chooseRelationName(
  catalog: Catalog,
  schema: string,
  [name1, name2, label]: NameParts,
  forConstraint: "for a constraint" | "for a relation",
): string {
  return firstFree([name1, name2, label], (name) => {
    if (isThere(find(catalog.relations, relationKey(schema, name)))) return true;
    return forConstraint === "for a constraint" && constraintExists(catalog, schema, name);
  });
}

/** ChooseConstraintName: no constraint of the schema has it, nor one that the same statement makes. */
export const chooseConstraintName = (
  catalog: Catalog,
  schema: string,
  parts: NameParts,
  others: ReadonlySet<string> = new Set(),
): string =>
  firstFree(parts, (name) => others.has(name) || constraintExists(catalog, schema, name));

export type NameParts = readonly [name1: string, name2: string | undefined, label: string];

function firstFree([name1, name2, label]: NameParts, taken: (name: string) => boolean): string {
  let name = makeObjectName(name1, name2, label);
  for (let pass = 1; taken(name); pass++) name = makeObjectName(name1, name2, `${label}${pass}`);
  return name;
}

/** Constraints of tables and domains share their schema's name space for this purpose only. */
const constraintExists = (catalog: Catalog, schema: string, name: string): boolean =>
  someConstraintIsCalled(catalog, schema, name) || domainHasConstraint(catalog, schema, name);

/** ChooseIndexNameAddition, ChooseForeignKeyConstraintNameAddition: as many columns as there is room for. */
export function joinColumns(columns: readonly string[]): string {
  let joined = "";
  for (const column of columns) {
    joined += joined === "" ? column : `_${column}`;
    if (bytes(joined) > longest) break;
  }
  return joined;
}

/** ChooseIndexColumnNames: `expr`, `expr1`, … */
export function distinctParts(parts: readonly string[]): readonly string[] {
  const chosen: string[] = [];
  for (const part of parts) {
    let name = part;
    for (let i = 1; chosen.includes(name); i++) {
      const suffix = String(i);
      name = clip(part, longest - suffix.length) + suffix;
    }
    chosen.push(name);
  }
  return chosen;
}

/** makeObjectName: the longer of the two names gives way until all fits. */
export function makeObjectName(name1: string, name2: string | undefined, label: string): string {
  const overhead = bytes(label) + 1 + (name2 === undefined ? 0 : 1);
  const room = longest - overhead;
  let length1 = bytes(name1);
  let length2 = name2 === undefined ? 0 : bytes(name2);
  while (length1 + length2 > room) {
    if (length1 > length2) length1--;
    else length2--;
  }
  const first = clip(name1, length1);
  return name2 === undefined ? `${first}_${label}` : `${first}_${clip(name2, length2)}_${label}`;
}

const encoder = new TextEncoder();
const bytes = (text: string): number => encoder.encode(text).length;

/** pg_mbcliplen: no half characters. */
function clip(text: string, length: number): string {
  if (bytes(text) <= length) return text;
  let clipped = "";
  let used = 0;
  for (const character of text) {
    used += bytes(character);
    if (used > length) break;
    clipped += character;
  }
  return clipped;
}
