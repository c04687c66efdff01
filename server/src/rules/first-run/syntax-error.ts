import { rule, type Scene, type Unread } from "../rule.ts";
import { isFilledIn } from "./filled-in.ts";

export default rule({
  id: "first-run/syntax-error",
  title: "PostgreSQL cannot read the statement",
  why: "The grammar that reads it here is PostgreSQL's own, so the server stops at the same place, on every database. Where another grammar knows what could have come instead, that is named.",
  severity: "error",
  run: "fresh",
  aliases: ["syntax-error"],
  speaksOf: "unread",
  *check(scene) {
    const { unread } = scene;
    if (unread?.kind !== "error" || isFilledIn(scene.surface.text, unread.offset)) return;
    yield {
      message: `PostgreSQL cannot read this: ${unread.message}.`,
      detail: unread.expected.length === 0 ? "" : `Expected ${unread.expected.join(", ")}.`,
      at: place(scene, unread),
      failure: { kind: "fails", sqlstate: "42601", message: unread.message, effect: 0 },
    };
  },
  examples: {
    flags: [
      { sql: "CREATE TABLE orders (id int;" },
      { given: "CREATE TABLE orders (id int);", sql: "ALTER TABLE orders ADD COLUM total int;" },
    ],
    allows: [{ sql: "CREATE TABLE IF NOT EXISTS orders (id int);" }],
  },
});

/** The word, or the sign, at which the parser stops. */
function place({ surface: { text } }: Scene, { offset }: Unread) {
  const word = /^(?:[\p{L}\p{N}_$]+|\s*\S)/u.exec(text.slice(offset, offset + 80));
  const end = Math.min(text.length, offset + Math.max(1, word?.[0].length ?? 1));
  return { start: Math.min(offset, end), end };
}
