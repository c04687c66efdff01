import { type HostString, joined, sliceOf, textOf, usedAt } from "../host-string.ts";
import type { Value } from "./value.ts";

/** As `str()` writes it. */
export function asText(value: Value): HostString | undefined {
  if (value.kind === "string") return value.string;
  if (value.kind === "number") return usedAt(plain(value.text), value.at);
  return undefined;
}

const plain = (text: string): HostString => [
  { text, host: 0, at: { start: 0, end: 0 }, kind: "atom" },
];

/** A text with a hole that nobody knows: how it begins tells what it may do. */
export function partly(text: string, at: Value["at"]): Value {
  const begins = /^\(*[A-Za-z]{0,2}(?:'''|"""|'|")\s*([A-Za-z]+)\s/.exec(
    text.slice(at.start, at.start + 200),
  )?.[1];
  return begins ? { kind: "unknown", begins: begins.toUpperCase(), at } : { kind: "unknown", at };
}

export function concatenated(parts: readonly Value[], at: Value["at"], text: string): Value {
  const strings = parts.map((one) => (one.kind === "string" ? one.string : undefined));
  if (strings.some((one) => one === undefined)) return partly(text, at);
  return { kind: "string", string: strings.flatMap((one) => one ?? []), at };
}

/** `"… %s" % name`. */
export function percent(string: HostString, right: Value, at: Value["at"]): Value {
  const values = right.kind === "list" ? [...right.items] : [right];
  const parts = textOf(string).split("%s");
  const texts = values.map(asText);
  if (
    parts.length !== values.length + 1 ||
    parts.some((one) => one.includes("%")) ||
    texts.some((one) => one === undefined)
  )
    return { kind: "unknown", at };
  return {
    kind: "string",
    string: fill(
      string,
      "%s",
      texts.map((one) => one ?? []),
    ),
    at,
  };
}

/** The text with each `mark` replaced by the next of `values`. */
function fill(string: HostString, mark: string, values: readonly HostString[]): HostString {
  const text = textOf(string);
  const out: HostString[] = [];
  let at = 0;
  for (const value of values) {
    const found = text.indexOf(mark, at);
    if (found < 0) break;
    out.push(part(string, at, found), part(string, found, found + mark.length, value));
    at = found + mark.length;
  }
  out.push(part(string, at, text.length));
  return joined(out, []);
}

function part(string: HostString, start: number, end: number, value?: HostString): HostString {
  const own = sliceOf(string, start, end);
  if (!value) return own;
  const [first] = own;
  return first
    ? usedAt(value, { start: first.at.start, end: own.at(-1)?.at.end ?? first.at.end })
    : value;
}
