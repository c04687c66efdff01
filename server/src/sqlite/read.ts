import type { Span } from "../text/span.ts";
import type { SqliteStatement, SqliteToken } from "./split.ts";

/** What a statement does to the schema, as far as it is told by its first words. Names in lower case. */
export type Deed =
  | {
      readonly kind: "create";
      readonly what: "table" | "index" | "view" | "trigger";
      readonly name: string;
      readonly nameAt: Span;
      readonly guarded: boolean;
      /** Where IF NOT EXISTS belongs. */
      readonly guardAt: number;
      /** Of an index: `table(columns)`. */
      readonly on?: { readonly table: string; readonly at: Span };
    }
  | {
      readonly kind: "drop";
      readonly what: "table" | "index" | "view" | "trigger";
      readonly name: string;
      readonly nameAt: Span;
    }
  | {
      readonly kind: "add column";
      readonly table: string;
      readonly column: string;
      readonly nameAt: Span;
    }
  | { readonly kind: "rename table"; readonly table: string; readonly to: string }
  | { readonly kind: "alter"; readonly table: string }
  /** Rows that come from another table, with the columns of it that are read by name. */
  | {
      readonly kind: "copy";
      readonly from: string;
      readonly to: string;
      readonly columns: readonly string[];
    }
  | { readonly kind: "other" };

const other: Deed = { kind: "other" };

export function deedOf({ tokens }: SqliteStatement): Deed {
  const word = (index: number): string => tokens[index]?.text ?? "";
  switch (word(0)) {
    case "create":
      return create(tokens);
    case "drop": {
      const what = objectOf(word(1));
      const at = word(2) === "if" ? 4 : 2;
      const name = nameAt(tokens, at);
      return what && name ? { kind: "drop", what, name: name.text, nameAt: name.at } : other;
    }
    case "alter":
      return alter(tokens);
    case "insert":
    case "replace":
      return copy(tokens);
    default:
      return other;
  }
}

const objectOf = (word: string) =>
  word === "table" || word === "index" || word === "view" || word === "trigger" ? word : undefined;

function create(tokens: readonly SqliteToken[]): Deed {
  let at = 1;
  while (["temp", "temporary", "unique", "virtual"].includes(tokens[at]?.text ?? "")) at++;
  const what = objectOf(tokens[at]?.text ?? "");
  const guardAt = tokens[at]?.span.end;
  if (!what || guardAt === undefined) return other;
  const guarded = tokens[at + 1]?.text === "if";
  const name = nameAt(tokens, guarded ? at + 4 : at + 1);
  if (!name) return other;
  const made = {
    kind: "create",
    what,
    name: name.text,
    nameAt: name.at,
    guarded,
    guardAt,
  } as const;
  if (what !== "index" || tokens[name.next]?.text !== "on") return made;
  const table = nameAt(tokens, name.next + 1);
  const close = tokens.findIndex((one, index) => index > name.next && one.text === ")");
  if (!table) return made;
  const end = tokens[close]?.span.end ?? table.at.end;
  return { ...made, on: { table: table.text, at: { start: table.at.start, end } } };
}

function alter(tokens: readonly SqliteToken[]): Deed {
  const table = nameAt(tokens, 2);
  if (tokens[1]?.text !== "table" || !table) return other;
  const verb = tokens[table.next]?.text;
  if (verb === "add") {
    const column = nameAt(
      tokens,
      tokens[table.next + 1]?.text === "column" ? table.next + 2 : table.next + 1,
    );
    if (column)
      return { kind: "add column", table: table.text, column: column.text, nameAt: column.at };
  }
  if (verb === "rename" && tokens[table.next + 1]?.text === "to") {
    const to = nameAt(tokens, table.next + 2);
    if (to) return { kind: "rename table", table: table.text, to: to.text };
  }
  return { kind: "alter", table: table.text };
}

/** `INSERT INTO new (a, b) SELECT … FROM old`. */
function copy(tokens: readonly SqliteToken[]): Deed {
  const intoAt = tokens.findIndex((one) => one.text === "into");
  const to = nameAt(tokens, intoAt + 1);
  const select = tokens.findIndex((one) => one.text === "select");
  const from = tokens.findIndex((one, index) => index > select && one.text === "from");
  const source = from < 0 ? undefined : nameAt(tokens, from + 1);
  if (intoAt < 0 || !to || select < 0 || !source) return other;
  const listed = tokens[to.next]?.text === "(" ? tokens.slice(to.next + 1, select) : [];
  const close = listed.findIndex((one) => one.text === ")");
  const into = listed
    .slice(0, Math.max(close, 0))
    .flatMap((one) => (one.text === "," ? [] : [one.text.toLowerCase()]));
  const read = tokens.slice(select + 1, from);
  const columns = read[0]?.text === "*" ? into : namesRead(read);
  return { kind: "copy", from: source.text, to: to.text, columns };
}

/** Of what is selected: bare names, `t.name` too; not what is computed. */
function namesRead(tokens: readonly SqliteToken[]): readonly string[] {
  const out: string[] = [];
  let depth = 0;
  let item: SqliteToken[] = [];
  const close = (): void => {
    const names = item.filter((one) => one.text !== ".");
    const [last] = names.slice(-1);
    const isName = names.every((one) => one.kind === "word" || one.kind === "name");
    if (last && isName && item.length === names.length * 2 - 1) out.push(last.text.toLowerCase());
    item = [];
  };
  for (const one of tokens) {
    if (one.text === "(") depth++;
    if (one.text === ")") depth--;
    if (one.text === "," && depth === 0) close();
    else item.push(one);
  }
  close();
  return out;
}

interface Name {
  readonly text: string;
  readonly at: Span;
  readonly next: number;
}

function nameAt(tokens: readonly SqliteToken[], index: number): Name | undefined {
  const first = tokens[index];
  if (!first || (first.kind !== "word" && first.kind !== "name" && first.kind !== "literal"))
    return undefined;
  const second = tokens[index + 1]?.text === "." ? tokens[index + 2] : undefined;
  const own = second ?? first;
  const text = own.kind === "literal" ? own.text.replaceAll("'", "") : own.text;
  return { text: text.toLowerCase(), at: own.span, next: index + (second ? 3 : 1) };
}
