import type { Span } from "../../text/span.ts";
import type { AlterClause } from "./alter-clause.ts";
import { nameAt, type WrittenName } from "./name.ts";
import { commaSeparated, endOf, stretch, type Written, wordAt, wordsAt } from "./written.ts";

/** One command of ALTER TABLE (or FOREIGN TABLE, VIEW, TYPE …), in written order. */
export interface AlterCommand {
  readonly kind: CommandKind;
  readonly span: Span;
  /** Token range. */
  readonly from: number;
  readonly to: number;
  /** The column, constraint, attribute it is about. */
  readonly name: WrittenName | undefined;
  readonly guarded: boolean;
  /** Where IF [NOT] EXISTS goes; undefined where there is no such form. */
  readonly guardAt: number | undefined;
  /** ADD CONSTRAINT: what sort, and where CONSTRAINT and its name stand (an empty span where they are missing). */
  readonly constraint?: { readonly type: ConstraintType; readonly clause: Span };
}

export type CommandKind =
  | "add column"
  | "drop column"
  | "add constraint"
  | "drop constraint"
  | "alter column"
  | "alter constraint"
  | "validate constraint"
  | "attach partition"
  | "detach partition"
  | "inherit"
  | "no inherit"
  | "add attribute"
  | "drop attribute"
  | "add value"
  | "rename"
  | "set schema"
  | "other";

export type ConstraintType =
  | "check"
  | "unique"
  | "primary key"
  | "foreign key"
  | "exclude"
  | "not null";

export const alterCommands = (clause: AlterClause): readonly AlterCommand[] =>
  commaSeparated(clause.on, clause.rest, clause.on.tokens.length).map(([from, to]) =>
    command(clause, from, to),
  );

const columnWords = new Set(["column", "attribute"]);

function command(clause: AlterClause, from: number, to: number): AlterCommand {
  const on = clause.on;
  const base = { span: stretch(on, from, to), from, to };
  const first = wordAt(on, from);
  const plain = (kind: CommandKind, nameIndex?: number): AlterCommand => ({
    ...base,
    kind,
    name: nameIndex === undefined ? undefined : nameAt(on, nameIndex),
    guarded: false,
    guardAt: undefined,
  });
  if (clause.object === "type" && wordsAt(on, from, "add value"))
    return guardable(on, base, "add value", from + 2, "if not exists");
  if (clause.object === "type" && (first === "add" || first === "drop"))
    return first === "add"
      ? plain("add attribute", from + 2)
      : guardable(on, base, "drop attribute", from + 2, "if exists");
  if (first === "add") return addition(clause, base);
  if (first === "drop") return removal(clause, base);
  if (first === "alter")
    return wordAt(on, from + 1) === "constraint"
      ? plain("alter constraint", from + 2)
      : plain("alter column", columnWords.has(wordAt(on, from + 1)) ? from + 2 : from + 1);
  if (first === "validate") return plain("validate constraint", from + 2);
  if (first === "attach") return plain("attach partition", from + 2);
  if (first === "detach") return plain("detach partition", from + 2);
  if (first === "inherit") return plain("inherit", from + 1);
  if (wordsAt(on, from, "no inherit")) return plain("no inherit", from + 2);
  if (first === "rename") return plain("rename");
  if (wordsAt(on, from, "set schema")) return plain("set schema", from + 2);
  return plain("other");
}

type Base = Pick<AlterCommand, "span" | "from" | "to">;

/** A command with a form of its own for IF [NOT] EXISTS, which would stand before token `index`. */
function guardable(
  on: Written,
  base: Base,
  kind: CommandKind,
  index: number,
  guard: "if exists" | "if not exists",
): AlterCommand {
  const guarded = wordsAt(on, index, guard);
  const name = nameAt(on, guarded ? index + guard.split(" ").length : index);
  return { ...base, kind, name, guarded, guardAt: endOf(on, index - 1) };
}

const constraintTypes: readonly ConstraintType[] = [
  "check",
  "unique",
  "primary key",
  "foreign key",
  "exclude",
  "not null",
];

function addition(clause: AlterClause, base: Base): AlterCommand {
  const { on, object } = clause;
  const next = base.from + 1;
  const named = wordAt(on, next) === "constraint";
  const at = named ? next + 2 : next;
  const type = constraintTypes.find((words) => wordsAt(on, at, words));
  // ADD check int is a column only where the word is not reserved; all of these but NOT NULL's NOT are.
  if (named || type) {
    const end = endOf(on, next - 1);
    return {
      ...base,
      kind: "add constraint",
      name: named ? nameAt(on, next + 1) : undefined,
      guarded: false,
      guardAt: undefined,
      constraint: {
        type: type ?? "check",
        clause: named ? stretch(on, next, next + 2) : { start: end, end },
      },
    };
  }
  if (object !== "table" && object !== "foreign table")
    return { ...base, kind: "other", name: undefined, guarded: false, guardAt: undefined };
  const index = wordAt(on, next) === "column" ? next + 1 : next;
  return guardable(on, base, "add column", index, "if not exists");
}

function removal(clause: AlterClause, base: Base): AlterCommand {
  const { on } = clause;
  const next = base.from + 1;
  const word = wordAt(on, next);
  if (word === "constraint") return guardable(on, base, "drop constraint", next + 1, "if exists");
  const index = word === "column" ? next + 1 : next;
  const isTable = clause.object === "table" || clause.object === "foreign table";
  if (!isTable)
    return { ...base, kind: "other", name: undefined, guarded: false, guardAt: undefined };
  return guardable(on, base, "drop column", index, "if exists");
}
