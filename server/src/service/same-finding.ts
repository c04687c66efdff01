import type { Finding } from "../rules/finding.ts";

/** A finding of one check, met again in another one of the same text. */
export const sameFinding = (one: Finding, other: Finding): boolean =>
  one.rule === other.rule &&
  one.path === other.path &&
  one.span.start === other.span.start &&
  one.span.end === other.span.end &&
  one.message === other.message;
