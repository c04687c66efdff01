import type { ObjectDifference } from "./report.ts";

type Rows = readonly (readonly (string | null)[])[];

/** Definitions by class and name; of an object that has two rows both count. */
export type Objects = ReadonlyMap<string, string>;

const separator = "\u0000";

export function readObjects(rows: Rows): Objects {
  const objects = new Map<string, string>();
  for (const [of, name, definition] of [...rows].sort(byText)) {
    const key = `${of}${separator}${name}`;
    const before = objects.get(key);
    const now = definition ?? "";
    objects.set(key, before === undefined || before === now ? now : `${before}\n${now}`);
  }
  return objects;
}

/** What must be done to `before` to get `after`, in a stable order. */
export function objectDifferences(before: Objects, after: Objects): readonly ObjectDifference[] {
  const found: ObjectDifference[] = [];
  for (const key of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [was, is] = [before.get(key), after.get(key)];
    if (was === is) continue;
    const [of = "", name = ""] = key.split(separator);
    found.push({
      class: of,
      name,
      change: was === undefined ? "added" : is === undefined ? "missing" : "changed",
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
    });
  }
  return found;
}

const byText = (one: readonly (string | null)[], other: readonly (string | null)[]): number =>
  String(one) < String(other) ? -1 : 1;
