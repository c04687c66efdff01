import type { Span } from "../../text/span.ts";
import type { AlterClause } from "./alter-clause.ts";
import { nameAt } from "./name.ts";
import { type Written, wordAt } from "./written.ts";

/** ALTER … RENAME: the object itself, or a part of it. */
export interface RenameClause {
  readonly what: "object" | "column" | "constraint" | "attribute" | "value";
  /** Folded; for a value the text of its literal with its quotes. The object's own name is in the ALTER clause. */
  readonly from: string;
  readonly to: string;
  readonly fromSpan: Span;
  readonly toSpan: Span;
}

const parts = ["column", "constraint", "attribute", "value"] as const;

export function renameClause(clause: AlterClause): RenameClause | undefined {
  const { on, rest } = clause;
  if (wordAt(on, rest) !== "rename") return undefined;
  if (wordAt(on, rest + 1) === "to") {
    const to = partAt(on, rest + 2);
    const from = clause.name;
    if (!to) return undefined;
    const own = from.parts[from.parts.length - 1] ?? "";
    return { what: "object", from: own, fromSpan: from.span, to: to.text, toSpan: to.span };
  }
  const word = parts.find((part) => wordAt(on, rest + 1) === part);
  const isNamedSo = wordAt(on, rest + 2) === "to";
  const what = word && !isNamedSo ? word : "column";
  const at = word && !isNamedSo ? rest + 2 : rest + 1;
  const from = partAt(on, at);
  const to = wordAt(on, at + 1) === "to" ? partAt(on, at + 2) : undefined;
  if (!from || !to) return undefined;
  return { what, from: from.text, fromSpan: from.span, to: to.text, toSpan: to.span };
}

function partAt(on: Written, index: number): { text: string; span: Span } | undefined {
  const token = on.tokens[index];
  if (!token) return undefined;
  if (token.kind === "string") return { text: wordAt(on, index), span: token.span };
  const name = nameAt(on, index);
  return name && { text: name.parts[0] ?? "", span: name.span };
}
