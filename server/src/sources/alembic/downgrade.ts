import type { SyntaxNode } from "@lezer/common";
import type { Edit, Span } from "../../text/span.ts";
import type { Module } from "../python/module.ts";
import { childrenOf } from "../tree.ts";

/** `def downgrade()` as it is written, and how another body is written there. */
export interface WrittenReverse {
  /** Its name; where there is none, the name of the upgrade. */
  readonly at: Span;
  readonly kind: "missing" | "empty" | "raises" | "there";
  /** Lines without indentation. */
  readonly write: (lines: readonly string[]) => Edit;
  /** Without the statement of its own that this call is. */
  readonly without: (call: Span) => Edit | undefined;
}

export function writtenReverse(module: Module): WrittenReverse | undefined {
  const upgrade = module.functions.get("upgrade");
  const own = module.functions.get("downgrade");
  if (!upgrade) return undefined;
  const body = own?.getChild("Body");
  if (!own || !body) {
    const end = module.text.length;
    const gap = module.text.endsWith("\n") ? "\n\n" : "\n\n\n";
    return {
      at: nameOf(upgrade),
      kind: "missing",
      write: (lines) => ({
        span: { start: end, end },
        text: `${gap}def downgrade() -> None:\n${indented(lines, "    ")}\n`,
      }),
      without: () => undefined,
    };
  }
  const said = childrenOf(body).filter((one) => one.name !== ":" && one.name !== "Comment");
  const [first] = said;
  const documented = first && isText(first) ? first : undefined;
  const statements = documented ? said.slice(1) : said;
  return {
    at: nameOf(own),
    kind: kindOf(module, statements),
    write: (lines) => written(module, own, body, statements, documented, lines),
    without: (call) => without(module, statements, call),
  };
}

const nameOf = (node: SyntaxNode): Span => {
  const name = node.getChild("VariableName") ?? node;
  return { start: name.from, end: name.to };
};

const isText = (node: SyntaxNode): boolean =>
  node.name === "ExpressionStatement" && node.firstChild?.name === "String";

function kindOf({ text }: Module, statements: readonly SyntaxNode[]): WrittenReverse["kind"] {
  const does = statements.filter(
    (one) => one.name !== "PassStatement" && text.slice(one.from, one.to) !== "...",
  );
  if (does.length === 0) return "empty";
  return does[0]?.name === "RaiseStatement" ? "raises" : "there";
}

function written(
  { text }: Module,
  own: SyntaxNode,
  body: SyntaxNode,
  statements: readonly SyntaxNode[],
  documented: SyntaxNode | undefined,
  lines: readonly string[],
): Edit {
  const [first] = statements;
  const last = statements.at(-1);
  if (!first || !last) {
    const end = documented?.to ?? body.to;
    return { span: { start: end, end }, text: `\n${indented(lines, "    ")}` };
  }
  const line = text.lastIndexOf("\n", first.from - 1) + 1;
  const indent = text.slice(line, first.from);
  // def downgrade(): pass
  if (line <= own.from || indent.trim() !== "")
    return {
      span: { start: first.from, end: last.to },
      text: `\n${indented(lines, "    ")}`,
    };
  return { span: { start: line, end: last.to }, text: indented(lines, indent) };
}

function without(
  { text }: Module,
  statements: readonly SyntaxNode[],
  call: Span,
): Edit | undefined {
  const own = statements.find((one) => one.from <= call.start && call.end <= one.to);
  if (own?.name !== "ExpressionStatement") return undefined;
  if (statements.length === 1) return { span: { start: own.from, end: own.to }, text: "pass" };
  const line = text.lastIndexOf("\n", own.from - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(own.to))?.[0];
  if (text.slice(line, own.from).trim() !== "" || rest === undefined) return undefined;
  return { span: { start: line, end: own.to + rest.length }, text: "" };
}

const indented = (lines: readonly string[], indent: string): string =>
  lines
    .flatMap((one) => one.split("\n"))
    .map((one) => (one === "" ? "" : indent + one))
    .join("\n");
