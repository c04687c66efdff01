import { truncate } from "../../effects/clauses/name.ts";
import type { Surface } from "../../effects/surface.ts";
import { inQuotes } from "../../sql/names.ts";
import { type Span, spanText } from "../../text/span.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "first-run/identifier-too-long",
  title: "A name that PostgreSQL cuts off",
  why: "PostgreSQL keeps 63 bytes of a name and drops the rest with no more than a notice (42622). The object is not called what the file says: a guard or a program that looks for the whole name in a text never finds it, and two long names that begin alike are one.",
  severity: "warning",
  run: "fresh",
  aliases: ["identifier-too-long"],
  *check({ surface }) {
    for (const { span, name } of namesIn(surface)) {
      const kept = truncate(name);
      if (kept === name) continue;
      yield {
        message: `PostgreSQL keeps 63 bytes of this name: it is called "${kept}" (42622).`,
        detail: "Give it a shorter name, or write the one that it has.",
        at: span,
        fixes: [
          {
            title: `write the name that it has: ${kept}`,
            grade: "safe",
            edits: [{ span, text: written(surface, span, kept) }],
          },
        ],
      };
    }
  },
  examples: {
    flags: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "CREATE INDEX IF NOT EXISTS orders_by_identifier_for_the_report_that_is_made_on_every_second_monday ON orders (id);",
        fixed:
          "CREATE INDEX IF NOT EXISTS orders_by_identifier_for_the_report_that_is_made_on_every_secon ON orders (id);",
      },
      {
        sql: 'CREATE TABLE IF NOT EXISTS orders ("Größe in ganzen Zentimetern, wie sie der Händler am Montag gemessen hat" int);',
        fixed:
          'CREATE TABLE IF NOT EXISTS orders ("Größe in ganzen Zentimetern, wie sie der Händler am Montag g" int);',
      },
    ],
    allows: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "CREATE INDEX IF NOT EXISTS orders_by_identifier_for_the_report_that_is_made_on_every_secon ON orders (id);",
        because: "63 bytes are kept whole",
      },
      {
        sql: "COMMENT ON SCHEMA public IS 'a_string_may_be_as_long_as_it_likes_to_be_because_it_is_no_name_of_anything';",
      },
    ],
  },
});

/** Every word and quoted name, as it would be without a limit. */
function* namesIn({
  text,
  tokens,
}: Surface): Iterable<{ readonly span: Span; readonly name: string }> {
  if (text.length <= longest) return;
  for (const { kind, span } of tokens) {
    if (span.end - span.start <= longest / 4 || (kind !== "word" && kind !== "quoted")) continue;
    const word = spanText(text, span);
    if (kind === "word") yield { span, name: word };
    // U&"…" has escapes of its own.
    else if (word.startsWith('"')) yield { span, name: word.slice(1, -1).replaceAll('""', '"') };
  }
}

/** NAMEDATALEN - 1 */
const longest = 63;

const written = ({ text }: Surface, span: Span, name: string): string =>
  text[span.start] === '"' ? inQuotes(name) : name;
