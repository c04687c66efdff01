import { literal } from "../sql/names.ts";
import type { Span } from "../text/span.ts";
import { type HostString, joined, made, sliceOf, textOf } from "./host-string.ts";

/** SQL that runs only where all conditions hold, as a program says by `if`. `at`: what the block is made for. */
export const onlyWhere = (
  conditions: readonly HostString[],
  body: HostString,
  at: Span,
  host = 0,
): HostString => [
  ...made("DO $safe_migrations$ BEGIN IF (", at, host),
  ...joined(conditions, made(") AND (", at, host)),
  ...made(") THEN\n", at, host),
  ...body,
  ...made("\n; END IF; END $safe_migrations$", at, host),
];

/** A statement that PostgreSQL refuses with P0001 and this message. */
export const raising = (message: string, at: Span): HostString =>
  made(`RAISE EXCEPTION ${literal(message.replaceAll("%", "%%"))}`, at);

/** `at`: what it is made for. */
export const not = (sql: HostString, at: Span = sql[0]?.at ?? { start: 0, end: 0 }): HostString => [
  ...made("NOT (", at),
  ...sql,
  ...made(")", at),
];

/** A condition that the program alone can decide. */
export const nobodyKnows = made("random() < 0.5", { start: 0, end: 0 });

/** Without a semicolon at its end. */
export const unended = (sql: HostString): HostString =>
  sliceOf(sql, 0, textOf(sql).replace(/[\s;]+$/, "").length);
