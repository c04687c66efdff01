import { type Convention, conventionOf, nextVersion } from "../naming.ts";

/** A date, and a time perhaps, with signs between the parts: `2024_01_15_1032`, `2024-01-15T10-32-00`. */
const dated =
  /^(?:19|20)\d\d([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?:[-_T.]?(?:[01]\d|2[0-3])[-_.:]?[0-5]\d(?:[-_.:]?[0-5]\d(?:[-_.]?\d{3})?)?)?Z?(?!\d)/;

/** The version that a name begins with, as written. */
export const versionOf = (name: string): string | undefined =>
  dated.exec(name)?.[0] ?? /^\d+/.exec(name)?.[0];

/** The version after these. */
export function versionAfter(
  versions: readonly string[],
  byDefault: Convention["version"],
  now: number,
): string {
  const last = versions.at(-1);
  if (last !== undefined && dated.test(last)) {
    const digits = (one: string): bigint => BigInt(one.replaceAll(/\D/g, ""));
    const clock = filled(last, timeOf(now));
    const alike = versions.filter((one) => shapeOf(one) === shapeOf(last));
    const highest = alike.map(digits).reduce((a, b) => (b > a ? b : a), 0n);
    // A day, or a minute, may have several; a clock that is behind counts on from the last one.
    return digits(clock) >= highest && !alike.includes(clock)
      ? clock
      : filled(last, String(highest + 1n));
  }
  return nextVersion(conventionOf(versions, [], byDefault), now);
}

/** The digits of a time in UTC, from the year on. */
export const timeOf = (now: number): string => new Date(now).toISOString().replaceAll(/\D/g, "");

/** A date as another one is written. */
export function datedLike(last: string, now: number): string | undefined {
  return dated.test(last) ? filled(last, timeOf(now)) : undefined;
}

/** The date that a name begins with. */
export const dateIn = (name: string): string | undefined => dated.exec(name)?.[0];

const shapeOf = (version: string): string => version.replaceAll(/\d/g, "0");

function filled(shape: string, digits: string): string {
  let at = 0;
  return shape.replaceAll(/\d/g, () => digits.charAt(at++) || "0");
}
