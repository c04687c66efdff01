import { keyName } from "../catalog/catalog.ts";
import { createClause } from "../effects/clauses/create-clause.ts";
import { sqlLike } from "../effects/clauses/letter-case.ts";
import { nameAt, ownName } from "../effects/clauses/name.ts";
import {
  afterBrackets,
  commaSeparated,
  endOf,
  findWord,
  startOf,
  stretch,
  type Written,
  wordAt,
  wordsAt,
} from "../effects/clauses/written.ts";
import type { Fix } from "../rules/finding.ts";
import { insertAt, replace } from "../text/edits.ts";
import { type Edit, shift } from "../text/span.ts";
import type { Judged } from "./check-file.ts";
import { type Bench, withEdits } from "./context.ts";
import { scenes } from "./scenes.ts";
import { objection, problems } from "./try-fix.ts";

/**
 * NULL in a column of the primary key, which is never null: the key becomes a unique one that takes NULL as a value
 * (NULLS NOT DISTINCT, from PostgreSQL 15 on), beside a key of its own. Tried.
 */
export function nullableKeyFixes(on: Bench, { failure }: Judged): readonly Fix[] {
  const { postgresVersion = firstVersion } = on.history;
  if (failure?.sqlstate !== "23502" || failure.subject?.class !== "column") return [];
  const { name: column, on: key } = failure.subject;
  if (key === undefined || postgresVersion < firstVersion) return [];
  const table = keyName(key).name;
  for (const { scene, statement } of scenes(on)) {
    const clause = createClause(scene.surface);
    if (clause?.object !== "table" || !clause.name || ownName(clause.name) !== table) continue;
    const edits = freed(clause.on, clause.rest, column);
    if (!edits) continue;
    const fix: Fix = {
      title: `make the key UNIQUE NULLS NOT DISTINCT beside a key of its own: NULL is then one value of ${column}`,
      grade: "sketch",
      edits: edits.map((edit) => ({ ...edit, span: shift(edit.span, statement.span.start) })),
      mends: "first run",
    };
    const tried = withEdits(on, fix.edits);
    if ("refused" in tried || objection(on, [fix]) !== undefined) continue;
    if (problems(tried) <= problems(on)) return [fix];
  }
  return [];
}

const firstVersion = 15;

/** The elements of the table with `PRIMARY KEY (…, column, …)` written as a unique key. */
function freed(on: Written, open: number, column: string): readonly Edit[] | undefined {
  if (wordAt(on, open) !== "(") return undefined;
  const elements = commaSeparated(on, open + 1, afterBrackets(on, open) - 1);
  const [first] = elements;
  for (const [from, to] of elements) {
    const words = findWord(on, from, ["primary"], to);
    if (words === undefined || !wordsAt(on, words, "primary key (")) continue;
    const keys = commaSeparated(on, words + 3, afterBrackets(on, words + 2) - 1).flatMap(
      ([at]) => nameAt(on, at) ?? [],
    );
    if (!first || !keys.some((key) => ownName(key) === column)) continue;
    const sql = sqlLike(on.surface);
    const named = (name: string) =>
      elements.find(([at]) => {
        const found = nameAt(on, at);
        return found !== undefined && ownName(found) === name;
      });
    // Being in the primary key made the others NOT NULL.
    const others = keys.flatMap((key) => {
      const element = ownName(key) === column ? undefined : named(ownName(key));
      return element && !says(on, element, "not null")
        ? [insertAt(endOf(on, element[1] - 1), sql` NOT NULL`)]
        : [];
    });
    const start = startOf(on, first[0]);
    const blank = /\s*$/.exec(on.surface.text.slice(0, start))?.[0] ?? "";
    const own = named("id")
      ? []
      : [
          insertAt(
            start,
            `${sql`id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY`},${blank || " "}`,
          ),
        ];
    return [
      ...own,
      ...others,
      replace(stretch(on, words, words + 2), sql`UNIQUE NULLS NOT DISTINCT`),
    ];
  }
  return undefined;
}

const says = (on: Written, [from, to]: readonly [number, number], words: string): boolean => {
  for (let index = from; index < to; index++) if (wordsAt(on, index, words)) return true;
  return false;
};
