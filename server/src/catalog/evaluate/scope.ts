import type { NameRef } from "../../effects/type-ref.ts";
import type { Catalog, TypeName } from "../catalog.ts";
import type { ExpressionPlace } from "./expression-place.ts";
import type { Value } from "./value.ts";

/** What an expression sees besides the catalog; all of it may be left out. */
export interface Scope {
  /** A PL/pgSQL variable, or a field of one (`qualifier.name`); undefined when there is none. */
  readonly variable?: (name: string, qualifier: string | undefined) => Value | undefined;
  /** `$1` */
  readonly parameter?: (number: number) => Value | undefined;
  /** The value of a call of a function that somebody wrote; undefined when it cannot be told. */
  readonly call?: CallHook;
}

export type CallHook = (
  catalog: Catalog,
  name: NameRef,
  args: readonly Value[],
) => Value | undefined;

/** `literal`: a string constant whose type its surroundings choose. */
export type InferredType = TypeName | "literal" | "unknown";

/** What FROM puts under one name. */
export interface Range {
  readonly alias: string;
  /** The relation behind it, by key. */
  readonly key?: string;
  readonly schema?: string;
  readonly columns: ReadonlyMap<string, InferredType>;
  /** It has no other columns. */
  readonly complete: boolean;
}

/** The ranges of one query, and those of the queries around it. */
export interface Frame {
  readonly ranges: readonly Range[];
  /** What the statement writes: its own FROM and USING are around that, not behind it. */
  readonly written?: Range;
  readonly outer?: Frame;
  /** Where the expression stands, if not in a query. */
  readonly place?: ExpressionPlace;
}
