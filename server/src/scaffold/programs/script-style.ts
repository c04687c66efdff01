import type { HostFile } from "../../sources/source.ts";
import { inHost, joined, lastStop, plainOf, type Snippet, snippet } from "../snippet.ts";
import type { NewProgram } from "./program-tool.ts";

/** How a file of TypeScript or JavaScript is written. */
export interface Style {
  readonly extension: string;
  readonly typed: boolean;
  readonly modules: "esm" | "commonjs";
  readonly quote: "'" | '"';
  /** What ends a statement: `;` or nothing. */
  readonly end: string;
  readonly indent: string;
}

export function styleOf({ path, text }: HostFile): Style {
  const extension = /\.([cm]?[jt]s)$/.exec(path)?.[1] ?? "ts";
  const typed = extension.endsWith("ts");
  // What stands in templates is SQL, in comments anything.
  const code = text
    .replaceAll(/`(?:\\.|[^`\\])*`/g, "``")
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
  const strings = code.match(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g) ?? [];
  const single = strings.filter((one) => one.startsWith("'")).length;
  const isModule = typed || extension === "mjs" || /^(?:export|import)\b/m.test(code);
  return {
    extension,
    typed,
    modules: isModule && extension !== "cjs" ? "esm" : "commonjs",
    quote: single * 2 > strings.length ? "'" : '"',
    end: /;\s*$/m.test(code) ? ";" : "",
    indent: /^(\t|\x20+)(?=\S)/m.exec(code)?.[1] ?? "  ",
  };
}

/** A statement as a template whose lines stand below `indent`. */
export function sqlIn(statement: Snippet, indent: string, inner: string): Snippet {
  if (!plainOf(statement).includes("\n")) return snippet`\`${inHost(statement, escaped)}\``;
  const lines = inHost(statement, (text) =>
    escaped(text).replaceAll(/\n(?!\n)/g, `\n${indent}${inner}`),
  );
  return snippet`\`\n${indent}${inner}${lines}\n${indent}\``;
}

const escaped = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");

/** The lines of a function: each statement sent, or the place for them. */
export function linesOf(
  statements: readonly Snippet[],
  remark: string | undefined,
  indent: string,
  send: (statement: Snippet) => Snippet,
): Snippet {
  if (statements.length > 0)
    return joined(
      statements.map((one) => snippet`${indent}${send(one)}`),
      "\n",
    );
  return remark === undefined ? [] : snippet`${indent}// ${remark}`;
}

/** What goes up, or the cursor's last place. */
export const upLines = (
  { up }: NewProgram,
  indent: string,
  send: (statement: Snippet) => Snippet,
): Snippet =>
  up.length > 0
    ? linesOf(up, undefined, indent, send)
    : snippet`${indent}${lastStop("// statements")}`;

/** Braces around lines; nothing stands between them where there are none. */
export const block = (lines: Snippet, indent: string): Snippet =>
  lines.length === 0 ? snippet`{}` : snippet`{\n${lines}\n${indent}}`;
