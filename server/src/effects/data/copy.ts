import type { CopyStmt, Node } from "@pgsql/types";
import type { EffectBase } from "../effect.ts";
import type { Expr, Query } from "../expression.ts";
import { expression } from "../expressions/expression.ts";
import { rangeName, texts } from "../expressions/names.ts";
import { query } from "../expressions/query.ts";
import type { Translators } from "../translate.ts";
import type { NameRef } from "../type-ref.ts";

export interface CopyEffect extends EffectBase {
  readonly kind: "copy";
  readonly verb: "write" | "run";
  readonly direction: "from" | "to";
  readonly place: "stdin" | "file" | "program";
  readonly table?: NameRef;
  readonly columns?: readonly string[];
  /** COPY (query) TO. */
  readonly query?: Query;
  readonly where?: Expr;
  /** As written: format, delimiter, header, …; only the plain text format is read. */
  readonly options: readonly string[];
  /** The rows that follow `COPY … FROM STDIN;` in the file: text, or null for `\N`; see withCopyData. */
  readonly rows?: readonly (readonly (string | null)[])[];
}

export const copyTranslators: Translators = { CopyStmt: (body) => [copyEffect(body)] };

function copyEffect(body: CopyStmt): CopyEffect {
  const columns = texts(body.attlist);
  return {
    kind: "copy",
    verb: body.is_from ? "write" : "run",
    direction: body.is_from ? "from" : "to",
    place: body.is_program ? "program" : body.filename === undefined ? "stdin" : "file",
    ...(body.relation ? { table: rangeName(body.relation) } : {}),
    ...(columns.length > 0 ? { columns } : {}),
    ...(body.query ? { query: query(body.query) } : {}),
    ...(body.whereClause ? { where: expression(body.whereClause) } : {}),
    options: (body.options ?? []).map(optionText),
  };
}

const optionText = (node: Node): string => {
  if (!("DefElem" in node)) return "";
  const { defname, arg } = node.DefElem;
  const value = arg && "String" in arg ? ` ${arg.String.sval ?? ""}` : "";
  return `${defname ?? ""}${value}`;
};

/** The effect with the lines between `COPY … FROM STDIN;` and `\.`, when they are in the plain text format. */
export function withCopyData(effect: CopyEffect, data: string): CopyEffect {
  if (effect.direction !== "from" || effect.place !== "stdin") return effect;
  if (effect.options.some((option) => option !== "format text")) return effect;
  const lines = data
    .split(/\r?\n/)
    .filter((line, index, all) => line !== "" || index < all.length - 1);
  const end = lines.indexOf("\\.");
  return {
    ...effect,
    rows: (end < 0 ? lines : lines.slice(0, end)).map((line) => line.split("\t").map(field)),
  };
}

/** Backslash sequences of COPY's text format. */
const field = (text: string): string | null =>
  text === "\\N"
    ? null
    : text.replace(/\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|[\s\S])/g, (_, code: string) => {
        const named = escapes[code];
        if (named !== undefined) return named;
        if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
        return /^x./.test(code) ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : code;
      });

const escapes: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};
