import fc, { type Arbitrary } from "fast-check";

/** A piece of SQL text, generated. */
export type Sql = Arbitrary<string>;

/** SQL with generated parts: sql`DROP TABLE ${table}`. */
export const sql = (texts: TemplateStringsArray, ...parts: readonly (Sql | string)[]): Sql =>
  fc
    .tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
    .map((values) => String.raw({ raw: texts }, ...values));

/** One of these words, the first being the simplest. */
export const word = (...words: readonly string[]): Sql => fc.constantFrom(...words);

/** One of these, by weight; shrinks towards the first. */
export const pick = (...choices: readonly (readonly [number, Sql])[]): Sql =>
  fc.oneof(
    { withCrossShrink: true },
    ...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })),
  );

/** Left out half of the time, or as often as `out` to `into` says. */
export const maybe = (part: Sql | string, out = 1, into = 1): Sql =>
  pick([out, fc.constant("")], [into, typeof part === "string" ? fc.constant(part) : part]);

export const list = (item: Sql, min: number, max: number): Sql =>
  fc.array(item, { minLength: min, maxLength: max }).map((items) => items.join(", "));

/** Without doubles: column lists that PostgreSQL would mostly refuse otherwise. */
export const set = (item: Sql, min: number, max: number): Sql =>
  fc.uniqueArray(item, { minLength: min, maxLength: max }).map((items) => items.join(", "));
