import { keywordsLike, sqlLike } from "../../effects/clauses/letter-case.ts";
import type { Surface } from "../../effects/surface.ts";
import { lex } from "../../sql/lex.ts";
import { type Condition, conditionLines } from "./condition.ts";

/** A statement that is run only where its conditions hold. */
export interface Guarded {
  readonly conditions: readonly Condition[];
  /** Without its semicolon. */
  readonly statement: string;
  /** Comments that stand above it. */
  readonly comments?: readonly string[];
}

const unit = "  ";

/** The statement in a block that passes over these errors. */
export function catchBlock(surface: Surface, conditions: string): string {
  const sql = sqlLike(surface);
  const statement = indented(runnable(surface.text, surface), unit);
  const tag = dollarTag(statement);
  return [
    sql`DO ${tag}`,
    sql`BEGIN`,
    `${unit}${statement};`,
    sql`EXCEPTION`,
    sql`  WHEN ${conditions} THEN NULL;`,
    sql`END`,
    tag,
  ].join(surface.lineEnding + surface.indent);
}

/** One DO block, one IF for each statement; it begins where the surface's statement begins and has no semicolon. */
export function doBlock(surface: Surface, guarded: readonly Guarded[]): string {
  const keyword = keywordsLike(surface);
  const inside = guarded.flatMap((one) => ifLines(surface, one));
  const tag = dollarTag(inside.join("\n"));
  const lines = [
    `${keyword("DO")} ${tag}`,
    keyword("BEGIN"),
    ...inside.map((line) => unit + line),
    keyword("END"),
    tag,
  ];
  return lines.join(surface.lineEnding + surface.indent);
}

function ifLines(
  surface: Surface,
  { conditions, statement, comments = [] }: Guarded,
): readonly string[] {
  const sql = sqlLike(surface);
  const [first = "", ...rest] = conditionLines(conditions, sql);
  return [
    ...comments,
    sql`IF ${[first, ...rest].join(surface.lineEnding + surface.indent + unit)} THEN`,
    `${unit}${indented(runnable(statement, surface), unit + unit)};`,
    sql`END IF;`,
  ];
}

/** The text with its further lines moved right; lines inside strings, quoted names and comments stay as they are. */
export function indented(text: string, by: string): string {
  const inside = lex(text).filter(
    (token) => token.kind === "string" || token.kind === "quoted" || token.kind === "comment",
  );
  const isInside = (at: number) => inside.some(({ span }) => span.start < at && at < span.end);
  return text.replace(/\n(?![\r\n]|$)/g, (line, at: number) => (isInside(at) ? line : line + by));
}

/** $$, or $guard$ and so on where the text has that already. */
function dollarTag(text: string): string {
  if (!text.includes("$$")) return "$$";
  let tag = "$guard$";
  for (let number = 1; text.includes(tag); number++) tag = `$guard${number}$`;
  return tag;
}

/**
 * The statement as PL/pgSQL takes it: a result has to go somewhere, and a column named `found` would be taken for
 * PL/pgSQL's own variable.
 */
function runnable(statement: string, surface: Surface): string {
  const words = lex(statement).filter((token) => token.kind !== "comment");
  const texts = words.map(({ span }) => statement.slice(span.start, span.end).toLowerCase());
  const [first = ""] = texts;
  const keyword = keywordsLike(surface);
  const returns =
    first === "select" || first === "values" || first === "table" || texts.includes("returning");
  const reads = first === "with" || dataVerbs.has(first);
  if (first === "select" && !texts.includes("found") && !texts.includes("into"))
    return statement.replace(/^select/i, keyword("PERFORM"));
  if (
    !returns &&
    !(first === "with" && !texts.some((text) => dataVerbs.has(text))) &&
    !(reads && texts.includes("found"))
  )
    return statement;
  let tag = "$sql$";
  for (let number = 1; statement.includes(tag); number++) tag = `$sql${number}$`;
  return `${keyword("EXECUTE")} ${tag}${statement}${tag}`;
}

const dataVerbs = new Set(["insert", "update", "delete", "merge"]);
