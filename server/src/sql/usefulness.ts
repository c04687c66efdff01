import type { Candidate } from "./earley.ts";

/** Puts first what stands there misspelt, then what a migration's author most likely wants. */
export function byUsefulness(
  sql: string,
  offset: number,
): (one: Candidate, other: Candidate) => number {
  const typed = (/^\s*([a-z_]*)/i.exec(sql.slice(offset, offset + 80))?.[1] ?? "").toUpperCase();
  const ends = sql.slice(offset).trim() === "";
  const rank = ({ kind, word }: Candidate): number => {
    const shared = sharedStart(typed, word);
    if (kind === "keyword" && shared > 1) return -shared;
    if (kind === "placeholder") return 1;
    if (kind === "punctuation") return ends && word === ")" ? 0 : 1000;
    const place = ranked.indexOf(word);
    return place < 0 ? 500 : 2 + place;
  };
  return (one, other) => rank(one) - rank(other);
}

function sharedStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

const ranked: readonly string[] = `
CREATE,ALTER,DROP,INSERT INTO,UPDATE,DELETE FROM,SELECT,
TABLE,INDEX,UNIQUE INDEX,TYPE,FUNCTION,VIEW,OR REPLACE,SCHEMA,EXTENSION,SEQUENCE,MATERIALIZED VIEW,
NOT EXISTS,EXISTS,IF NOT EXISTS,IF EXISTS,CONCURRENTLY,
ADD,COLUMN,CONSTRAINT,SET,RENAME,OWNER TO,
NOT NULL,DEFAULT,PRIMARY KEY,UNIQUE,REFERENCES,CHECK,FOREIGN KEY,GENERATED,
TO,VALUES,FROM,WHERE,ON,ON CONFLICT,RETURNING,AS,USING,IN,IS,AND,OR,NOT,
GROUP BY,ORDER BY,LIMIT,FOR,WITH,BEGIN,COMMIT,ROLLBACK,AFTER,BEFORE,EXECUTE,LANGUAGE,CASCADE,RESTRICT`
  .split(",")
  .map((word) => word.trim());
