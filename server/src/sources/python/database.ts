import { literal } from "../../sql/names.ts";
import { unended } from "../block.ts";
import { type HostString, made, sliceOf, textOf } from "../host-string.ts";
import type { Value } from "./value.ts";

/** Whether a value holds, where the database decides it: a row that was found, a table that is there. */
export function asCondition(value: Value): Value {
  if (value.kind !== "call") return value;
  const name = value.path.slice(value.path.lastIndexOf(".") + 1);
  const [first] = value.args;
  const schema = value.keywords.get("schema");
  if (name === "has_table" && schema === undefined) {
    // Inspector.has_table(name) and dialect.has_table(connection, name).
    const table = value.args.at(-1);
    if (table?.kind === "string")
      return { kind: "condition", sql: isTable(table.string, value.at), at: value.at };
  }
  const sent = value.of?.kind === "call" ? value.of : undefined;
  if (sent && finds.has(name) && first === undefined && /(?:^|\.)execute$/.test(sent.path)) {
    const query = statementOf(sent.args[0], sent.args[1]);
    if (query && /^\s*(?:select|with)\b/i.test(textOf(query)))
      return {
        kind: "condition",
        sql: [...made("EXISTS (", value.at), ...unended(query), ...made(")", value.at)],
        at: value.at,
      };
  }
  return value;
}

const finds = new Set([
  "fetchone",
  "first",
  "one_or_none",
  "scalar_one_or_none",
  "fetchall",
  "all",
]);

export const isTable = (name: HostString, at: Value["at"]): HostString => [
  ...made("to_regclass('", at),
  ...name,
  ...made("') IS NOT NULL", at),
];

/**
 * What `execute` is handed: a text or `text("…")`, with the values bound to its `:names`; undefined where a part of it
 * is not known.
 */
export function statementOf(
  statement: Value | undefined,
  binds: Value | undefined,
): HostString | undefined {
  if (statement?.kind === "string") return bound(statement.written ?? statement.string, binds);
  if (statement?.kind !== "call") return undefined;
  const name = statement.path.slice(statement.path.lastIndexOf(".") + 1);
  if (name === "bindparams") {
    const entries = [...statement.keywords].map(
      ([key, value]) =>
        [{ kind: "string", string: made(key, value.at), at: value.at }, value] as const,
    );
    return statementOf(statement.of, { kind: "dict", entries, at: { start: 0, end: 0 } });
  }
  if (name === "text" || name === "DDL" || name === "SQL")
    return statementOf(statement.args[0], binds);
  return undefined;
}

/** SQLAlchemy's `:name`, not `::type` and not `\:`. */
const bind = /(?<![:\w\\]):([A-Za-z_]\w*)(?!:)/g;

function bound(sql: HostString, binds: Value | undefined): HostString | undefined {
  const text = textOf(sql);
  if (binds === undefined) return sql;
  const names = [...text.matchAll(bind)];
  if (binds.kind !== "dict") return names.length === 0 && binds.kind === "none" ? sql : undefined;
  const values = new Map(
    binds.entries.map(([key, value]) => [key.kind === "string" ? textOf(key.string) : "", value]),
  );
  const out: HostString[] = [];
  let at = 0;
  for (const match of names) {
    const value = values.get(match[1] ?? "");
    const literal = value && literalOf(value);
    if (literal === undefined) return undefined;
    const place = sliceOf(sql, match.index, match.index + match[0].length)[0];
    out.push(sliceOf(sql, at, match.index), [
      {
        text: literal,
        host: place?.host ?? 0,
        at: place?.at ?? { start: 0, end: 0 },
        kind: "atom",
      },
    ]);
    at = match.index + match[0].length;
  }
  return [...out.flat(), ...sliceOf(sql, at, text.length)];
}

/** A value as SQL writes it. */
export function literalOf(value: Value): string | undefined {
  switch (value.kind) {
    case "string":
      return literal(textOf(value.string));
    case "number":
      return value.text.replaceAll("_", "");
    case "boolean":
      return String(value.value);
    case "none":
      return "NULL";
    default:
      return undefined;
  }
}
