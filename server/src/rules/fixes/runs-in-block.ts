import { wordAt, wordsAt, written } from "../../effects/clauses/written.ts";
import type { Surface } from "../../effects/surface.ts";

/**
 * Can the statement run inside a DO block? Not what PostgreSQL keeps out of transaction blocks and functions
 * (PreventInTransactionBlock), and not what PL/pgSQL takes for a statement of its own.
 */
export function runsInBlock(surface: Surface): boolean {
  const on = written(surface);
  const [first, second] = [wordAt(on, 0), wordAt(on, 1)];
  if (notInPlpgsql.has(first)) return false;
  const words = on.tokens.map((_, index) => wordAt(on, index));
  if (words.includes("concurrently")) return first === "refresh";
  if (first === "create" || first === "drop" || first === "alter") {
    if (["database", "tablespace", "system"].includes(second))
      return first === "alter" && second !== "system" && !words.includes("tablespace");
    if (second === "subscription")
      return first === "create" && ["create_slot", "connect"].some((word) => isOff(surface, word));
  }
  if (first === "reindex")
    return !["database", "system", "schema"].some((word) => words.includes(word));
  if (first === "copy") return !wordsAt(on, words.indexOf("from"), "from stdin");
  return true;
}

const isOff = (surface: Surface, option: string): boolean =>
  new RegExp(`\\b${option}\\s*=\\s*(false|off|0|'false'|'off')`, "i").test(surface.text);

const notInPlpgsql = new Set(
  (
    "begin start commit end rollback abort savepoint release prepare execute deallocate declare fetch move " +
    "close vacuum cluster discard checkpoint explain show"
  ).split(" "),
);
