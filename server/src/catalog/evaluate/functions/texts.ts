import { asNumber } from "../compare.ts";
import { posixRegex } from "../pattern.ts";
import { parseName, textOf } from "../text.ts";
import { isTyped, unknown, type Value } from "../value.ts";
import { type FunctionTable, ofTexts } from "./function-table.ts";

const part = (text: string, from: number, length: number): string => {
  const characters = [...text];
  const start = Math.max(0, from - 1);
  return characters.slice(start, Math.max(start, from - 1 + length)).join("");
};

/** substring(text from, for): positions count from 1. */
function substring(args: readonly Value[]): Value {
  const [text, from, length] = args;
  if (args.includes(null)) return null;
  if (typeof text !== "string" || typeof from !== "number") return unknown;
  if (length !== undefined && typeof length !== "number") return unknown;
  return part(text, from, length ?? text.length + Math.abs(from));
}

/** Anything becomes text; NULL counts as empty. */
function concatenated(values: readonly Value[], separator: string): Value {
  const texts: string[] = [];
  for (const value of values) {
    if (value === null) continue;
    const text =
      value === true ? "t" : value === false ? "f" : isTyped(value) ? undefined : textOf(value);
    if (typeof text !== "string") return unknown;
    texts.push(text);
  }
  return texts.join(separator);
}

const trim = (sides: "both" | "start" | "end") =>
  ofTexts((text, characters = " ") => {
    const set = new Set(characters);
    const all = [...text];
    let [from, to] = [0, all.length];
    while (sides !== "end" && from < to && set.has(all[from] ?? "")) from++;
    while (sides !== "start" && to > from && set.has(all[to - 1] ?? "")) to--;
    return all.slice(from, to).join("");
  });

const size = ofTexts((text) => [...text].length);

export const textFunctions: FunctionTable = {
  lower: ofTexts((text) => text.toLowerCase()),
  upper: ofTexts((text) => text.toUpperCase()),
  length: size,
  char_length: size,
  character_length: size,
  replace: ofTexts((text, from = "", to = "") =>
    from === "" ? text : text.replaceAll(from, () => to),
  ),
  btrim: trim("both"),
  ltrim: trim("start"),
  rtrim: trim("end"),
  strpos: ofTexts((text, inner = "") => text.indexOf(inner) + 1),
  position: ofTexts((text, inner = "") => text.indexOf(inner) + 1),
  starts_with: ofTexts((text, prefix = "") => text.startsWith(prefix)),
  reverse: ofTexts((text) => [...text].reverse().join("")),
  initcap: ofTexts((text) =>
    text
      .toLowerCase()
      .replace(/[\p{L}\p{N}]+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1)),
  ),
  substring,
  substr: substring,
  left: ([text = null, count = null]) => {
    if (text === null || count === null) return null;
    if (typeof text !== "string" || typeof count !== "number") return unknown;
    return [...text].slice(0, count).join("");
  },
  right: ([text = null, count = null]) => {
    if (text === null || count === null) return null;
    if (typeof text !== "string" || typeof count !== "number") return unknown;
    const all = [...text];
    return all.slice(count < 0 ? -count : Math.max(0, all.length - count)).join("");
  },
  repeat: ([text = null, count = null]) => {
    if (text === null || count === null) return null;
    if (typeof text !== "string" || typeof count !== "number" || text.length * count > 10_000)
      return unknown;
    return text.repeat(Math.max(0, count));
  },
  split_part: ([text = null, separator = null, index = null]) => {
    if (text === null || separator === null || index === null) return null;
    const at = asNumber(index);
    if (typeof text !== "string" || typeof separator !== "string" || at === undefined)
      return unknown;
    const parts = separator === "" ? [text] : text.split(separator);
    return parts.at(at > 0 ? at - 1 : at) ?? "";
  },
  concat: (args) => concatenated(args, ""),
  concat_ws: ([separator = null, ...values]) =>
    separator === null
      ? null
      : typeof separator === "string"
        ? concatenated(values, separator)
        : unknown,
  regexp_replace: ofTexts((text, pattern = "", to = "", flags = "") => {
    if (/[^gi]/.test(flags) || /\\/.test(to)) return unknown;
    const regex = posixRegex(pattern, flags.includes("i") ? "i" : "");
    if (!regex) return unknown;
    const all = new RegExp(regex.source, regex.flags + (flags.includes("g") ? "g" : ""));
    return text.replace(all, () => to);
  }),
  parse_ident: ofTexts((text) => parseName(text) ?? unknown),
};
