import { inHost, plainOf, type Snippet, snippet } from "../snippet.ts";

export type Quote = "'" | '"';

/** The mark that a file's strings of one line are written in. */
export const quoteOf = (text: string): Quote => {
  const strings = text
    .replaceAll(/"""[\s\S]*?"""|'''[\s\S]*?'''|#.*/g, "")
    .match(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g);
  const single = strings?.filter((one) => one.startsWith("'")).length ?? 0;
  return single * 2 > (strings?.length ?? 0) ? "'" : '"';
};

/** A name or a title: what a string of one line holds. */
export const quoted = (plain: string, quote: string): string =>
  quote + plain.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;

/** A statement as a string whose lines stand below `indent`; in three quotes where one line cannot hold it. */
export function sqlIn(statement: Snippet, quote: Quote, indent: string): Snippet {
  const plain = plainOf(statement);
  const mark = [quote, quote === "'" ? '"' : "'"].find((one) => !plain.includes(one));
  if (!plain.includes("\n") && mark !== undefined)
    return snippet`${mark}${inHost(statement, escaped)}${mark}`;
  const lines = inHost(statement, (text) => escaped(text).replaceAll(/\n(?!\n)/g, `\n${indent}`));
  return snippet`"""\n${indent}${lines}\n${indent}"""`;
}

/** Three quotes in a row end a long string, wherever a part of the snippet ends. */
const escaped = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll('""', '\\"\\"');
