import type { Span } from "../../text/span.ts";
import type { Surface } from "../surface.ts";
import { nameAt, type WrittenName } from "./name.ts";
import { type ObjectWords, objectAt, wordCount } from "./object-words.ts";
import { once } from "./once.ts";
import {
  commaSeparated,
  endOf,
  findWord,
  stretch,
  type Written,
  wordAt,
  wordsAt,
  written,
} from "./written.ts";

/** The beginning of a DROP statement. */
export interface DropClause {
  readonly on: Written;
  readonly object: ObjectWords;
  readonly guarded: boolean;
  readonly concurrently: boolean;
  /** Where IF EXISTS goes. */
  readonly wordsEnd: number;
  /** The objects of the list, in order; `name` where it has one (not a cast, not a transform). */
  readonly items: readonly { readonly span: Span; readonly name: WrittenName | undefined }[];
}

export const dropClause = once(readDropClause);

function readDropClause(surface: Surface): DropClause | undefined {
  const on = written(surface);
  if (wordAt(on, 0) !== "drop") return undefined;
  const object = objectAt(on, wordAt(on, 1) === "procedural" ? 2 : 1);
  if (!object) return undefined;
  let index = (wordAt(on, 1) === "procedural" ? 2 : 1) + wordCount(object);
  const concurrently = object === "index" && wordAt(on, index) === "concurrently";
  if (concurrently) index++;
  const wordsEnd = endOf(on, index - 1);
  const guarded = wordsAt(on, index, "if exists");
  if (guarded) index += 2;
  const end = findWord(on, index, ["cascade", "restrict"]) ?? on.tokens.length;
  const items = commaSeparated(on, index, end).map(([from, to]) => ({
    span: stretch(on, from, to),
    name: nameAt(on, from),
  }));
  return { on, object, guarded, concurrently, wordsEnd, items };
}
