import { maybe, pick, type Sql, sql, word } from "./sql.ts";

/** Few names, so that statements meet each other: as what they want, as something else, or not at all. */
export const plainTable = pick([5, word("t")], [3, word("u")], [1, word("v")]);
export const relationName = pick(
  [30, plainTable],
  [1, word("x", "m", "i", "s", "t_id_seq", "t_pkey", "t_a_key", "mood", "comp")],
);
const place = pick([28, word("")], [3, word("public.")], [4, word("app.")], [1, word("other.")]);

export const table = sql`${place}${relationName}`;
export const column = pick([6, word("a", "b", "c")], [2, word("id")], [1, word("d")]);
export const constraint = pick(
  [6, word("k", "l")],
  [2, word("t_a_key", "t_pkey", "t_a_check", "t_a_fkey", "u_b_fkey", "t_a_not_null")],
  [1, word("t", "i")],
);
export const indexName = pick(
  [6, word("i", "j")],
  [2, word("t_a_idx", "t_pkey", "t_a_key")],
  [1, word("t")],
);
export const index = sql`${place}${indexName}`;
export const view = sql`${place}${pick([6, word("x", "m")], [1, word("t")])}`;
export const sequence = sql`${place}${pick([5, word("s")], [2, word("t_id_seq", "u_id_seq")], [1, word("t")])}`;
export const enumType = sql`${place}${pick([8, word("mood")], [1, word("t", "dom")])}`;
export const domain = sql`${place}${pick([8, word("dom")], [1, word("mood", "t")])}`;
export const composite = sql`${place}${pick([8, word("comp")], [1, word("t", "mood")])}`;
export const routineName = sql`${place}${word("f", "g")}`;
export const trigger = word("tr", "on_t");
export const policy = word("p", "q");
export const role = word("r1", "r2");
export const schema = pick([8, word("app", "other")], [1, word("public")]);
export const enumValue = word("'sad'", "'ok'", "'happy'");

export const ifExists = maybe("IF EXISTS ", 3, 2);
export const ifNotExists = maybe("IF NOT EXISTS ", 3, 2);
export const cascade: Sql = pick([4, word("")], [2, word(" CASCADE")], [1, word(" RESTRICT")]);
