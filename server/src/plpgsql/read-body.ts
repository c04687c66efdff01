import { count, type Json, list, queryOf, tagged, text, untagged } from "./json.ts";
import { readStatement } from "./read-statement.ts";
import type { Block, Body, Statement, Variable } from "./tree.ts";

/** The tree of one function that `parsePlpgsql` gave; undefined when it has no body. */
function readBody(parsed: unknown): Body | undefined {
  const made = untagged(parsed);
  const datums = list(made.datums).map(tagged);
  const action = readStatement(made.action, (index) => datumName(datums, index));
  if (action?.kind !== "block") return undefined;
  return {
    parameters: parametersOf(datums),
    records: new Set(
      datums.flatMap(({ tag, body }) => (tag === "PLpgSQL_rec" ? (text(body.refname) ?? []) : [])),
    ),
    aliases: aliasesOf(made, datums),
    conflict: "error",
    block: declare(action, declaredIn(datums, action)),
  };
}

type Datum = ReturnType<typeof tagged>;

/** How the text calls a datum: a variable's name, a field's record and name. */
function datumName(datums: readonly Datum[], index: number): string {
  const datum = datums[index];
  if (!datum) return "";
  if (datum.tag !== "PLpgSQL_recfield") return text(datum.body.refname) ?? "";
  return `${datumName(datums, count(datum.body.recparentno))}.${text(datum.body.fieldname) ?? ""}`;
}

/** Parameters come first and have no line; then comes FOUND, which every body has. */
function parametersOf(datums: readonly Datum[]): readonly string[] {
  const found = datums.findIndex(
    ({ body }) => body.refname === "found" && body.lineno === undefined,
  );
  return datums.slice(0, Math.max(0, found)).flatMap(({ tag, body }) => {
    const name = text(body.refname);
    return tag === "PLpgSQL_row" || name === undefined || body.lineno !== undefined ? [] : [name];
  });
}

/** `x ALIAS FOR y`, by x. */
function aliasesOf(made: Json, datums: readonly Datum[]): ReadonlyMap<string, string> {
  return new Map(
    list(made.aliases).map((one) => {
      const alias = untagged(one);
      return [text(alias.name) ?? "", datumName(datums, count(alias.varno))];
    }),
  );
}

/**
 * The parser does not tell which block a variable belongs to, but where it stands: a block's line is that of its
 * BEGIN, so a variable belongs to the first block that begins on its line or later.
 */
function declaredIn(
  datums: readonly Datum[],
  root: Block,
): ReadonlyMap<Block, readonly Variable[]> {
  const blocks = blocksOf([root]);
  const implied = new Set(loopVariables([root]));
  const declared = new Map<Block, Variable[]>();
  for (const { tag, body } of datums) {
    const line = count(body.lineno);
    const name = text(body.refname) ?? "";
    if (!isDeclared(tag, body) || implied.has(`${name}:${line}`)) continue;
    const block = blocks.find((one) => one.line >= line) ?? root;
    declared.set(block, [...(declared.get(block) ?? []), variable(tag, body)]);
  }
  return declared;
}

const isDeclared = (tag: string, body: Json): boolean =>
  (tag === "PLpgSQL_var" || tag === "PLpgSQL_rec") &&
  count(body.lineno) > 0 &&
  body.datatype !== undefined &&
  !/^(sqlstate|sqlerrm|__Case__Variable_.*)$/.test(text(body.refname) ?? "");

function variable(tag: string, body: Json): Variable {
  const type = text(untagged(body.datatype).typname) ?? "record";
  const value = queryOf(body.default_val);
  // The arguments of a cursor are variables of nobody's: such a query is not asked.
  const query = body.cursor_explicit_argrow === undefined ? queryOf(body.cursor_explicit_expr) : "";
  const record = tag === "PLpgSQL_rec" || /%rowtype$/i.test(type);
  return {
    name: text(body.refname) ?? "",
    type,
    kind: record ? "record" : query !== "" ? "cursor" : "scalar",
    notNull: body.notnull === true,
    ...(value === "" ? {} : { value }),
    ...(query === "" ? {} : { query }),
  };
}

/** Blocks in the order of their BEGIN. */
function blocksOf(statements: readonly Statement[]): readonly Block[] {
  return statements.flatMap((one) => [
    ...(one.kind === "block" ? [one] : []),
    ...bodiesOf(one).flatMap(blocksOf),
  ]);
}

const loopVariables = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap((one) => [
    ...(one.kind === "for-integer" ? [`${one.variable}:${one.line}`] : []),
    ...bodiesOf(one).flatMap(loopVariables),
  ]);

/** The statement lists inside a statement, in the order of the text. */
export function bodiesOf(statement: Statement): readonly (readonly Statement[])[] {
  if (statement.kind === "block")
    return [statement.body, ...statement.handlers.map((handler) => handler.body)];
  if (statement.kind === "if" || statement.kind === "case")
    return [...statement.branches.map((branch) => branch.body), statement.otherwise ?? []];
  return "body" in statement ? [statement.body] : [];
}

/** The same tree with each block's variables in it. */
function declare<S extends Statement>(
  statement: S,
  declared: ReadonlyMap<Block, readonly Variable[]>,
): S {
  const all = (statements: readonly Statement[]) => statements.map((one) => declare(one, declared));
  const inner: Statement = statement;
  const changed = ((): Partial<Json> => {
    if (inner.kind === "block")
      return {
        declares: declared.get(inner) ?? [],
        body: all(inner.body),
        handlers: inner.handlers.map((handler) => ({ ...handler, body: all(handler.body) })),
      };
    if (inner.kind === "if" || inner.kind === "case")
      return {
        branches: inner.branches.map((branch) => ({ ...branch, body: all(branch.body) })),
        ...(inner.otherwise ? { otherwise: all(inner.otherwise) } : {}),
      };
    return "body" in inner ? { body: all(inner.body) } : {};
  })();
  return { ...statement, ...changed };
}

/** For bodies given as a list of one function. */
export const firstBody = (functions: readonly unknown[]): Body | undefined =>
  functions.map((one) => readBody(one)).find((body) => body !== undefined);
