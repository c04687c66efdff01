/** Readers of JSON of which nothing is promised: what is missing or of another kind comes out empty. */
export type Json = Readonly<Record<string, unknown>>;

export const object = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const text = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;

export const count = (value: unknown): number => (typeof value === "number" ? value : 0);

/** A node of the parser is an object with one key, its tag. */
export function tagged(value: unknown): { readonly tag: string; readonly body: Json } {
  const [tag = "", body] = Object.entries(object(value))[0] ?? [];
  return { tag, body: object(body) };
}

/** The body of a node that can only be of one kind. */
export const untagged = (value: unknown): Json => tagged(value).body;

/** The text of an expression node; empty when there is none. */
export const queryOf = (value: unknown): string => text(untagged(value).query) ?? "";
