import { refuse } from "../catalog/draft.ts";
import { checkingDraft } from "../catalog/evaluate/check-context.ts";
import { checkExpr } from "../catalog/evaluate/check-expr.ts";
import { find } from "../catalog/names.ts";
import { isTable, requireColumn, requireRelation } from "../catalog/relations/require.ts";
import type { NameRef } from "../effects/type-ref.ts";
import { declaredTypeOf } from "./declared-type.ts";
import { bodiesOf } from "./read-body.ts";
import type { Run } from "./run.ts";
import type { Body, Statement } from "./tree.ts";

/** What PL/pgSQL looks up when it compiles a body, before anything of it is run: the types of all variables. */
export function checkDeclarations(run: Run, body: Body): void {
  const check = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind === "block")
        for (const variable of statement.declares) checkType(run, variable.type);
      for (const inner of bodiesOf(statement)) check(inner);
    }
  };
  check([body.block]);
}

function checkType(run: Run, written: string): void {
  const copied = /^(.+)%(row)?type$/is.exec(written.trim());
  if (copied) return checkCopied(run, copied[1] ?? "", copied[2] !== undefined);
  const type = declaredTypeOf(run.machine.parser, written);
  const nothing = { kind: "constant", value: null } as const;
  if (type) checkExpr(checkingDraft(run.draft), { kind: "cast", arg: nothing, type }, undefined);
}

/** `table%ROWTYPE`, `table.column%TYPE`, without quotes; `variable%TYPE` has been seen by the parser. */
function checkCopied(run: Run, name: string, row: boolean): void {
  const parts = name.split(".");
  const [relation, column] = row ? [parts, undefined] : [parts.slice(0, -1), parts.at(-1)];
  const ref = nameRef(relation);
  if (!ref) return;
  const { key, relation: found } = requireRelation(run.draft, ref);
  if (column === undefined) return;
  const message = `column "${column}" of relation "${found.name}" does not exist`;
  if (isTable(found)) requireColumn(run.draft, key, found, column, message);
  else if (
    "columns" in found &&
    "known" in found.columns &&
    find(found.columns, column) === "absent"
  )
    refuse("42703", message, { class: "column", name: column, on: key });
}

function nameRef(parts: readonly string[]): NameRef | undefined {
  const [name, schema] = [...parts].reverse();
  if (name === undefined) return undefined;
  return schema === undefined ? { name } : { schema, name };
}
