import type { Node } from "@pgsql/types";
import type { Parsed } from "./parser.ts";

/** The JSON that PostgreSQL's parser gave for one statement. */
export function readTree(json: string): Parsed {
  if (isDeep(json)) return { kind: "too-complex", message: "nested too deeply" };
  const { stmts } = JSON.parse(json) as { stmts?: readonly { readonly stmt: Node }[] };
  const [first, second] = stmts ?? [];
  if (!first) return { kind: "empty" };
  if (second) return { kind: "too-complex", message: "more than one statement" };
  return { kind: "tree", tree: first.stmt };
}

/** Objects and arrays within each other, two or three for an operator; a walk down such a tree must fit on the stack. */
const deepest = 3000;

function isDeep(json: string): boolean {
  if (json.length < deepest * 8) return false;
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++depth > deepest) return true;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--;
    else if (code === QUOTE) at = endOfText(json, at);
  }
  return false;
}

/** The offset of the quote that closes the one at `start`. */
function endOfText(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json.charCodeAt(at) !== QUOTE) {
    at += json.charCodeAt(at) === BACKSLASH ? 2 : 1;
  }
  return at;
}

const QUOTE = 34;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
