import type { Span } from "../../text/span.ts";
import type { Surface } from "../surface.ts";
import { nameAt, type WrittenName } from "./name.ts";
import { type ObjectWords, objectAt, wordCount } from "./object-words.ts";
import { once } from "./once.ts";
import {
  endOf,
  findWord,
  startOf,
  stretch,
  type Written,
  wordAt,
  wordsAt,
  written,
} from "./written.ts";

/** The beginning of a CREATE statement. */
export interface CreateClause {
  readonly on: Written;
  readonly object: ObjectWords;
  readonly guard: "if not exists" | "or replace" | undefined;
  readonly concurrently: boolean;
  /** CREATE CONSTRAINT TRIGGER, which PostgreSQL refuses to replace. */
  readonly constraint: boolean;
  /** A temporary relation is gone with its session. */
  readonly temporary: boolean;
  /** Where OR REPLACE goes: the end of the word CREATE. */
  readonly createEnd: number;
  /** Where IF NOT EXISTS goes: the end of the object's words. */
  readonly wordsEnd: number;
  /** The words from CREATE to the object's kind. */
  readonly head: Span;
  /** Absent for CREATE INDEX ON, CREATE SCHEMA AUTHORIZATION, CREATE CAST and the like. */
  readonly name: WrittenName | undefined;
  /** The token after the name, or after the object's words where there is none. */
  readonly rest: number;
  /** The relation behind ON (index, policy, trigger) or TO (rule). */
  readonly table: WrittenName | undefined;
}

const modifiers = new Set([
  "global",
  "local",
  "temp",
  "temporary",
  "unlogged",
  "unique",
  "recursive",
  "trusted",
  "procedural",
  "constraint",
  "default",
]);

const nameless = new Set<ObjectWords>(["cast", "transform", "user mapping"]);

export const createClause = once(readCreateClause);

function readCreateClause(surface: Surface): CreateClause | undefined {
  const on = written(surface);
  if (wordAt(on, 0) !== "create") return undefined;
  const replaces = wordsAt(on, 1, "or replace");
  let index = replaces ? 3 : 1;
  const before = index;
  while (modifiers.has(wordAt(on, index))) index++;
  const modified = new Set(on.tokens.slice(before, index).map((_, at) => wordAt(on, before + at)));
  const object = objectAt(on, index);
  if (!object) return undefined;
  index += wordCount(object);
  const head = stretch(on, 0, index);
  const concurrently = object === "index" && wordAt(on, index) === "concurrently";
  if (concurrently) index++;
  const wordsEnd = endOf(on, index - 1);
  const guarded = wordsAt(on, index, "if not exists");
  if (guarded) index += 3;
  const name = nameless.has(object) || isNameless(on, index) ? undefined : nameAt(on, index);
  const rest = name?.next ?? index;
  return {
    on,
    object,
    guard: guarded ? "if not exists" : replaces ? "or replace" : undefined,
    concurrently,
    constraint: modified.has("constraint"),
    temporary: modified.has("temp") || modified.has("temporary"),
    createEnd: endOf(on, 0),
    wordsEnd,
    head,
    name,
    rest,
    table: tableOf(on, object, rest),
  };
}

/** CREATE INDEX ON …, CREATE STATISTICS ON …, CREATE SCHEMA AUTHORIZATION …, CREATE STATISTICS (…) ON …. */
const isNameless = (on: Written, index: number): boolean =>
  ["on", "authorization", "("].includes(wordAt(on, index));

function tableOf(on: Written, object: ObjectWords, rest: number): WrittenName | undefined {
  const word = object === "rule" ? "to" : "on";
  if (!["index", "policy", "trigger", "rule"].includes(object)) return undefined;
  const found = findWord(on, rest, [word]);
  if (found === undefined) return undefined;
  return nameAt(on, wordAt(on, found + 1) === "only" ? found + 2 : found + 1);
}

/** What to underline: the object's name, or the first words where it has none. */
export const createdAt = (clause: CreateClause): Span =>
  clause.name?.span ?? { start: startOf(clause.on, 0), end: clause.head.end };
