/** What earley.ts uses of pgsql-ast-parser's own parser. */
declare module "nearley" {
  export interface Terminal {
    readonly type?: string;
    readonly literal?: string;
  }
  export interface Rule {
    readonly name: string;
    readonly symbols: readonly (string | Terminal)[];
  }
  export interface State {
    readonly rule: Rule;
    readonly dot: number;
    readonly wantedBy: readonly State[];
  }
  export interface Column {
    readonly states: readonly State[];
    readonly scannable: readonly State[];
    readonly wants: Readonly<Record<string, readonly State[]>>;
  }
  export interface Grammar {
    start: string;
    readonly byName: Readonly<Record<string, readonly Rule[]>>;
  }
  export interface Parser {
    readonly table: readonly Column[];
    readonly current: number;
    feed(text: string): void;
  }
  const nearley: {
    readonly Grammar: { fromCompiled: (...args: unknown[]) => Grammar };
    readonly Parser: new (grammar: Grammar) => Parser;
  };
  export default nearley;
}
