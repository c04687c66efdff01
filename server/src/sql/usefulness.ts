import type { Candidate } from "./earley.ts";

/** Smaller is more useful: what a migration's author most likely wants there. */
export function usefulness({ kind, word }: Candidate): number {
  if (kind === "placeholder") return 0;
  if (kind === "punctuation") return 1000;
  const rank = ranked.indexOf(word);
  return rank < 0 ? 500 : 1 + rank;
}

const ranked: readonly string[] = `
CREATE,ALTER,DROP,INSERT INTO,UPDATE,DELETE FROM,SELECT,
TABLE,INDEX,UNIQUE INDEX,UNIQUE,TYPE,FUNCTION,VIEW,OR REPLACE,SCHEMA,EXTENSION,SEQUENCE,MATERIALIZED VIEW,
IF NOT EXISTS,IF EXISTS,CONCURRENTLY,
ADD,COLUMN,CONSTRAINT,SET,RENAME,OWNER TO,
NOT NULL,DEFAULT,PRIMARY KEY,REFERENCES,CHECK,FOREIGN KEY,GENERATED,
VALUES,FROM,WHERE,ON,ON CONFLICT,RETURNING,AS,USING,IN,IS,AND,OR,NOT,
GROUP BY,ORDER BY,LIMIT,WITH,BEGIN,COMMIT,ROLLBACK`
  .split(",")
  .map((word) => word.trim());
