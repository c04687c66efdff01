import type { Change } from "../../effects/objects/plain.ts";

/** A definition with changes made to it: a line each, sorted, after the line of CREATE. */
export function altered(definition: string, changes: readonly Change[]): string {
  const [created = "", ...before] = definition.split("\n");
  const lines = new Map(before.map((line) => [line.slice(0, line.indexOf("\t")), line]));
  for (const { aspect, text } of changes) {
    const name = aspect.replaceAll(/\s+/g, " ");
    lines.set(name, `${name}\t${text.replaceAll("\n", " ")}`);
  }
  return [created, ...[...lines.values()].sort()].join("\n");
}
