/** A PL/pgSQL body, free of the parser's JSON (read-body.ts). Expressions and statements inside are texts. */
export interface Body {
  /** Of a function: its parameters in order, `$1` where one has no name. */
  readonly parameters: readonly string[];
  /** Those of them that have fields. */
  readonly records: ReadonlySet<string>;
  /** Other names of variables. */
  readonly aliases: ReadonlyMap<string, string>;
  /** What a bare name means that is a variable and a column: `#variable_conflict`. */
  readonly conflict: "error" | "variable" | "column";
  readonly block: Block;
}

export interface Variable {
  readonly name: string;
  /** As written: `integer`, `text[]`, `s.t.c%TYPE`, `record`. */
  readonly type: string;
  readonly kind: "scalar" | "record" | "cursor";
  readonly notNull: boolean;
  readonly value?: string;
  /** Of a bound cursor. */
  readonly query?: string;
}

/** `line` is 1-based in the body, as in PostgreSQL's CONTEXT lines. */
interface StatementBase {
  readonly line: number;
}

export interface Block extends StatementBase {
  readonly kind: "block";
  readonly label?: string;
  readonly declares: readonly Variable[];
  readonly body: readonly Statement[];
  readonly handlers: readonly Handler[];
}

/** One WHEN of an EXCEPTION part: condition names, folded, or SQLSTATEs. */
export interface Handler {
  readonly conditions: readonly string[];
  readonly body: readonly Statement[];
}

/** What INTO and FOR assign to: one record, or a list of variables and fields (`r.x`). */
export type Target =
  | { readonly kind: "record"; readonly name: string }
  | { readonly kind: "list"; readonly names: readonly string[] };

interface LoopBase extends StatementBase {
  readonly label?: string;
  readonly body: readonly Statement[];
}

export interface If extends StatementBase {
  readonly kind: "if";
  readonly branches: readonly Branch[];
  readonly otherwise: readonly Statement[];
}
export interface Branch extends StatementBase {
  readonly condition: string;
  readonly body: readonly Statement[];
}

export interface Case extends StatementBase {
  readonly kind: "case";
  /** `CASE x WHEN …`: x is kept in a variable of this name, which the branches' conditions ask. */
  readonly subject?: { readonly value: string; readonly variable: string };
  readonly branches: readonly Branch[];
  /** Undefined: without ELSE. */
  readonly otherwise?: readonly Statement[];
}

export type Loop =
  | (LoopBase & { readonly kind: "loop" })
  | (LoopBase & { readonly kind: "while"; readonly condition: string })
  | (LoopBase & {
      readonly kind: "for-integer";
      readonly variable: string;
      readonly lower: string;
      readonly upper: string;
      readonly step?: string;
      readonly reverse: boolean;
    })
  | (LoopBase & { readonly kind: "for-query"; readonly target: Target; readonly query: string })
  | (LoopBase & {
      readonly kind: "for-execute";
      readonly target: Target;
      readonly text: string;
      readonly using: readonly string[];
    })
  | (LoopBase & { readonly kind: "for-cursor"; readonly target: Target; readonly cursor: string })
  | (LoopBase & {
      readonly kind: "foreach";
      readonly variable: string;
      readonly slice: boolean;
      readonly array: string;
    });

export interface Exit extends StatementBase {
  readonly kind: "exit" | "continue";
  readonly label?: string;
  readonly condition?: string;
}

export interface Assign extends StatementBase {
  readonly kind: "assign";
  /** A variable or field. */
  readonly target: string;
  /** Only an element of it. */
  readonly part: boolean;
  readonly value: string;
}

/** Any SQL statement; `perform`: its rows are thrown away. */
export interface Sql extends StatementBase {
  readonly kind: "sql" | "perform" | "call";
  readonly sql: string;
  readonly into?: Target;
  readonly strict: boolean;
}

export interface Execute extends StatementBase {
  readonly kind: "execute";
  readonly text: string;
  readonly using: readonly string[];
  readonly into?: Target;
  readonly strict: boolean;
}

export interface Raise extends StatementBase {
  readonly kind: "raise";
  /** EXCEPTION refuses; everything else is talk. */
  readonly refuses: boolean;
  readonly condition?: string;
  readonly message?: string;
  readonly arguments: readonly string[];
  readonly options: readonly {
    readonly option: "errcode" | "message" | "other";
    readonly value: string;
  }[];
}

export interface Return extends StatementBase {
  readonly kind: "return";
  readonly value?: string;
}

/** RETURN NEXT, RETURN QUERY: the function goes on. */
export interface ReturnRows extends StatementBase {
  readonly kind: "return-rows";
  readonly query?: string;
}

export interface GetDiagnostics extends StatementBase {
  readonly kind: "get-diagnostics";
  readonly items: readonly { readonly item: string; readonly target: string }[];
}

export interface Assert extends StatementBase {
  readonly kind: "assert";
  readonly condition: string;
  readonly message?: string;
}

export interface Cursor extends StatementBase {
  readonly kind: "open" | "fetch" | "close";
  readonly into?: Target;
}

export interface Transaction extends StatementBase {
  readonly kind: "commit" | "rollback";
}

export type Statement =
  | Block
  | If
  | Case
  | Loop
  | Exit
  | Assign
  | Sql
  | Execute
  | Raise
  | Return
  | ReturnRows
  | GetDiagnostics
  | Assert
  | Cursor
  | Transaction;
