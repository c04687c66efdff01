import { isArray, isError, isOid, isTyped, isUnknown, type Value } from "./value.ts";

/** What a value looks like as text; undefined where that is not known. References are shown by regs.ts. */
export function textOf(value: Value): string | null | undefined {
  if (value === null) return null;
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  if (isArray(value)) return arrayText(value);
  if (isTyped(value)) return value.text;
  if (isOid(value) || isUnknown(value) || isError(value)) return undefined;
  return value satisfies never;
}

/** An array in PostgreSQL's output form: `{a,"b c",NULL}`. */
function arrayText(items: readonly Value[]): string | undefined {
  const texts: string[] = [];
  for (const item of items) {
    const text = item === true ? "t" : item === false ? "f" : textOf(item);
    if (text === undefined) return undefined;
    if (text === null) texts.push("NULL");
    else if (isArray(item) || !needsQuotes(text)) texts.push(text);
    else texts.push(`"${text.replace(/[\\"]/g, "\\$&")}"`);
  }
  return `{${texts.join(",")}}`;
}

const needsQuotes = (text: string): boolean =>
  text === "" || text.toLowerCase() === "null" || /[{}",\\\s]/.test(text);

/** The items of a one-dimensional array literal; undefined when it is not one. */
export function parseArray(text: string): readonly (string | null)[] | undefined {
  const inner = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1];
  if (inner === undefined) return undefined;
  if (inner.trim() === "") return [];
  const items: (string | null)[] = [];
  const item = /\s*(?:"((?:[^"\\]|\\.)*)"|([^",{}]*))\s*(,|$)/gsy;
  for (;;) {
    const found = item.exec(inner);
    if (!found) return undefined;
    const bare = found[2]?.trim() ?? "";
    if (found[1] !== undefined) items.push(found[1].replace(/\\(.)/gs, "$1"));
    else if (bare === "") return undefined;
    else items.push(bare.toLowerCase() === "null" ? null : bare.replace(/\\(.)/gs, "$1"));
    if (found[3] === "") return items;
  }
}

/** The parts of a dotted name inside a string ('public."Users"'), folded; undefined when it is none. */
export function parseName(text: string): readonly string[] | undefined {
  const parts: string[] = [];
  const part = /\s*(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*))\s*(\.|$)/guy;
  for (;;) {
    const found = part.exec(text);
    if (!found) return undefined;
    parts.push(found[1]?.replaceAll('""', '"') ?? (found[2] ?? "").toLowerCase());
    if (found[3] === "") return parts;
  }
}
