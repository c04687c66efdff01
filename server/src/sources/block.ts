import { literal } from "../sql/names.ts";
import type { Span } from "../text/span.ts";
import { type HostString, joined, made } from "./host-string.ts";

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
