import type { PlainClass as EffectPlainClass } from "../effects/objects/plain-class.ts";
import type { Catalog } from "./catalog.ts";

/** What PostgreSQL answers to one statement. */
export type Outcome =
  | { readonly kind: "applied" }
  /** It succeeds and changes nothing, because a guard (IF NOT EXISTS, ON CONFLICT, a DO block's IF) held. */
  | { readonly kind: "skipped"; readonly because: string }
  | Failure
  /** Taken as applied; something it needs (or must not find) is not known. */
  | { readonly kind: "unsure"; readonly because: string };

export interface Failure {
  readonly kind: "fails";
  readonly sqlstate: string;
  /** PostgreSQL's own words. */
  readonly message: string;
  /** Index into the statement's effects of the one that fails. */
  readonly effect: number;
  /** What it is about. */
  readonly subject?: Subject;
  /** What comes before it may fail already: nobody knows. */
  readonly perhapsBefore?: string;
  /** Inside a DO block or a called function: the failing inner statement, 1-based line in the body. */
  readonly inside?: { readonly line: number; readonly sql: string };
}

/** An object as messages and guards speak of it; `on` is the relation key of a table's child. */
export interface Subject {
  readonly class: ObjectClass;
  readonly schema?: string;
  readonly name: string;
  readonly on?: string;
}

export interface Step {
  readonly outcome: Outcome;
  readonly catalog: Catalog;
  /** Keys of tables that rows were, or may have been, inserted into or updated in; none where it is not given. */
  readonly filled?: ReadonlySet<string>;
}

export type ObjectClass =
  | "table"
  | "view"
  | "materialized view"
  | "index"
  | "sequence"
  | "foreign table"
  | "column"
  | "constraint"
  | "trigger"
  | "policy"
  | "rule"
  | "type"
  | "domain"
  | "enum value"
  | "attribute"
  | "function"
  | "procedure"
  | "aggregate"
  | "row"
  | PlainClass;

/** Objects of which a name (and for some a key made of names) is all that matters. */
export type PlainClass = EffectPlainClass;
