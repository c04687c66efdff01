import type { Span } from "../../text/span.ts";
import type { HostString } from "../host-string.ts";
import type { Value } from "./value.ts";

/** A call of something that belongs to the database. */
export interface Called {
  /** `knex.schema.raw`. */
  readonly path: string;
  readonly args: readonly Value[];
  readonly at: Span;
}

/**
 * What such a call means. forgets: it changes a table, or who knows what, in a way that is not read · runs: it calls
 * what it is handed · undefined: nothing that matters.
 */
export type Answer =
  | { readonly kind: "sends"; readonly sql: HostString; readonly before?: true }
  | { readonly kind: "forgets"; readonly table: string | undefined }
  | { readonly kind: "condition"; readonly sql: HostString }
  | { readonly kind: "runs"; readonly function_: Value; readonly args: readonly Value[] }
  | { readonly kind: "outside" }
  | undefined;

export type Answerer = (call: Called) => Answer;
