import type { Span } from "../text/span.ts";

/** One instruction of a Dockerfile, its lines joined: https://docs.docker.com/reference/dockerfile/ */
export interface Instruction {
  /** In capitals. */
  readonly name: string;
  /** What follows it, without the flags. */
  readonly rest: string;
  /** By name, without the dashes. */
  readonly flags: ReadonlyMap<string, string>;
  readonly span: Span;
}

/** What is built from one FROM. */
export interface Stage {
  readonly name: string | undefined;
  readonly from: string;
  readonly instructions: readonly Instruction[];
}

/** Undefined where it is written in a way that is not read: another escape, a heredoc. */
export function readDockerfile(text: string): readonly Stage[] | undefined {
  if (/^#\s*escape\s*=/im.test(text) || /<<-?["']?\w/.test(text)) return undefined;
  const stages: { name: string | undefined; from: string; instructions: Instruction[] }[] = [];
  for (const one of instructionsIn(text)) {
    if (one.name === "FROM") {
      const [from = "", as, name] = one.rest.split(/\s+/);
      const own = as?.toUpperCase() === "AS" ? name?.toLowerCase() : undefined;
      stages.push({ name: own, from, instructions: [] });
    } else stages.at(-1)?.instructions.push(one);
  }
  return stages;
}

function* instructionsIn(text: string): Iterable<Instruction> {
  const pattern =
    /^[ \t]*([A-Za-z]+)[ \t]+((?:[^\r\n\\]|\\(?!\r?\n)|\\\r?\n(?:[ \t]*#[^\n]*\n)*)*)/gm;
  for (const match of text.matchAll(pattern)) {
    const [whole, name = "", written = ""] = match;
    const flags = new Map<string, string>();
    const joined = written.replaceAll(/\\\r?\n(?:[ \t]*#[^\n]*\n)*/g, " ");
    const rest = joined.replace(/^(?:\s*--[\w-]+(?:=\S+)?)+/, (found) => {
      for (const [, flag = "", value = ""] of found.matchAll(/--([\w-]+)(?:=(\S+))?/g))
        flags.set(flag, value);
      return "";
    });
    const start = match.index + whole.search(/\S/);
    const end = match.index + whole.trimEnd().length;
    yield { name: name.toUpperCase(), rest: rest.trim(), flags, span: { start, end } };
  }
}

/** `["a", "b"]`, or words between blanks. */
export function wordsOf(rest: string): readonly string[] {
  if (!rest.startsWith("[")) return rest.split(/\s+/).filter((one) => one !== "");
  try {
    const read: unknown = JSON.parse(rest);
    return Array.isArray(read) ? read.filter((one): one is string => typeof one === "string") : [];
  } catch {
    return [];
  }
}
