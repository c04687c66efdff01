import { type HostString, joined, sliceOf, textOf, trimmed } from "../host-string.ts";
import type { Call, Value } from "./value.ts";

/** What the methods of str answer on a known text, and functions that hand a text through; undefined for all others. */
export function method(call: Call, at: Value["at"]): Value | undefined {
  const name = call.path.slice(call.path.lastIndexOf(".") + 1);
  const text = (string: HostString): Value => ({ kind: "string", string, at });
  const [first] = call.args;
  if (name === "dedent" && first?.kind === "string") return text(dedented(first.string));
  const on = call.of;
  if (on?.kind !== "string" || call.more) return undefined;
  if (name === "strip" && call.args.length === 0) return text(trimmed(on.string));
  if (name === "join" && first?.kind === "list") {
    const parts = first.items.map((one) => (one.kind === "string" ? one.string : undefined));
    if (parts.some((one) => one === undefined)) return undefined;
    return text(
      joined(
        parts.map((one) => one ?? []),
        on.string,
      ),
    );
  }
  if (name === "format") return format(on.string, call, at);
  return undefined;
}

/** textwrap.dedent: the white space that all lines begin with. */
function dedented(string: HostString): HostString {
  const lines = textOf(string).split("\n");
  const indents = lines
    .filter((line) => line.trim() !== "")
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  let at = 0;
  const out: HostString[] = [];
  for (const line of lines) {
    const blank = line.trim() === "";
    const end = at + line.length;
    out.push(sliceOf(string, blank ? end : at + indent, Math.min(end + 1, textOf(string).length)));
    at = end + 1;
  }
  return out.flat();
}

/** `"… {name} {0} {}".format(…)` with plain fields. */
function format(string: HostString, call: Call, at: Value["at"]): Value | undefined {
  const text = textOf(string);
  const out: HostString[] = [];
  let from = 0;
  let next = 0;
  for (const match of text.matchAll(/\{\{|\}\}|\{(\w*)\}|[{}]/g)) {
    out.push(sliceOf(string, from, match.index));
    from = match.index + match[0].length;
    if (match[0] === "{{" || match[0] === "}}") {
      out.push(sliceOf(string, match.index, match.index + 1));
      continue;
    }
    const field = match[1];
    if (field === undefined) return undefined;
    const value = /^\d*$/.test(field)
      ? call.args[field === "" ? next++ : Number(field)]
      : call.keywords.get(field);
    const inserted =
      value?.kind === "string"
        ? textOf(value.string)
        : value?.kind === "number"
          ? value.text
          : undefined;
    if (inserted === undefined) return undefined;
    const place = sliceOf(string, match.index, from);
    const [first] = place;
    if (!first) return undefined;
    out.push([
      {
        text: inserted,
        host: first.host,
        at: { start: first.at.start, end: place.at(-1)?.at.end ?? first.at.end },
        kind: "atom",
      },
    ]);
  }
  out.push(sliceOf(string, from, text.length));
  return { kind: "string", string: out.flat(), at };
}
