/** A type as written: not yet looked up along the search path. */
export interface TypeRef {
  readonly schema?: string;
  readonly name: string;
  readonly modifiers?: string;
  readonly dimensions: number;
  /** `name.ofColumn%TYPE`: the type of that relation's column. */
  readonly ofColumn?: string;
}

/** A name as written, folded and unquoted. */
export interface NameRef {
  readonly schema?: string;
  readonly name: string;
}
