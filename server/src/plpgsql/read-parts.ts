import { count, type Json, list, object, queryOf, tagged, text } from "./json.ts";
import type { Statement, Target } from "./tree.ts";

/** Reads the body of one kind of statement of the parser's tree. */
export type Reader = (body: Json, reading: Reading) => Statement;

export interface Reading {
  /** The variable that a statement refers to by number. */
  readonly name: (index: number) => string;
  readonly statements: (nodes: unknown) => readonly Statement[];
}

export const line = (body: Json): { readonly line: number } => ({ line: count(body.lineno) });

export const label = (body: Json): { readonly label?: string } => {
  const name = text(body.label);
  return name === undefined ? {} : { label: name };
};

export const texts = (nodes: unknown): readonly string[] => list(nodes).map(queryOf);

/** A record as a whole, or a row of scalars that the parser made for a list. */
export function target(node: unknown): Target {
  const { tag, body } = tagged(node);
  if (tag === "PLpgSQL_row")
    return {
      kind: "list",
      names: list(body.fields).map((field) => text(object(field).name) ?? ""),
    };
  const name = text(body.refname) ?? "";
  return tag === "PLpgSQL_rec" ? { kind: "record", name } : { kind: "list", names: [name] };
}

export const into = (body: Json): { readonly into?: Target } =>
  body.target === undefined ? {} : { into: target(body.target) };
