import type { Effect } from "../effects/effect.ts";
import type { NameRef } from "../effects/type-ref.ts";
import { changesOf } from "../history/changes.ts";
import type { OpenedFile, OpenedHistory } from "../history/open.ts";
import { readStatements } from "../history/read-statements.ts";
import { sendAt } from "../sources/map.ts";
import type { Parser } from "../sql/parser.ts";
import { escaped } from "../text/escape.ts";

/** The calls that undo what a revision does, last one first; undefined where that cannot be written. */
export function reverseOf(
  parser: Parser,
  history: OpenedHistory,
  height: number,
): readonly string[] | undefined {
  const file = history.files[height];
  if (!file) return undefined;
  const steps = stepsOf(parser, file);
  const earlier = history.files.slice(0, height).flatMap((one) => stepsOf(parser, one));
  const made = new Set(
    steps.flatMap(({ effects }) =>
      effects.flatMap((one) => (one.kind === "create-table" ? [one.name.name] : [])),
    ),
  );
  const lines: string[] = [];
  for (const step of steps.toReversed())
    for (const effect of step.effects.toReversed()) {
      const undone = undo(effect, step, earlier, made);
      if (!undone) return undefined;
      for (const line of undone) if (!lines.includes(line)) lines.push(line);
    }
  const text = lines.join("\n");
  const host = file.source?.hosts[0]?.text ?? "";
  const needs = [...text.matchAll(/\b(sa|postgresql|pg|mysql)\./g)].map((one) => one[1] ?? "");
  if (needs.some((name) => !new RegExp(`\\bimport\\b.*\\b${name}\\b`).test(host))) return undefined;
  return lines.length > 0 ? lines : undefined;
}

interface Step {
  readonly effects: readonly Effect[];
  /** `op.create_table(…)` as it is written, without its indentation; undefined for what is no such call. */
  readonly call: string | undefined;
}

const known = new WeakMap<OpenedFile, readonly Step[]>();

function stepsOf(parser: Parser, file: OpenedFile): readonly Step[] {
  const found = known.get(file);
  if (found) return found;
  const made = readStatements(parser, file, file.up).map(({ statement, effects }) => ({
    effects,
    call: callAt(file, statement.span.start),
  }));
  known.set(file, made);
  return made;
}

function callAt({ source }: OpenedFile, offset: number): string | undefined {
  const send = source && sendAt(source, offset);
  const text = send && source?.hosts[send.host]?.text;
  if (!send || text === undefined) return undefined;
  const line = text.lastIndexOf("\n", send.call.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(line, send.call.start))?.[0] ?? "";
  const call = text.slice(send.call.start, send.call.end);
  if (!call.startsWith("op.")) return undefined;
  return call
    .split("\n")
    .map((one) => (one.startsWith(indent) ? one.slice(indent.length) : one))
    .join("\n");
}

function undo(
  effect: Effect,
  step: Step,
  earlier: readonly Step[],
  made: ReadonlySet<string>,
): readonly string[] | undefined {
  switch (effect.kind) {
    case "create-table":
      return [`op.drop_table(${args(effect.name)})`];
    case "create-index":
      if (made.has(effect.table.name)) return [];
      return effect.name === undefined
        ? undefined
        : [`op.drop_index("${effect.name}", table_name=${args(effect.table)})`];
    case "add-column":
      return [`op.drop_column(${tableAnd(effect.table, effect.column.name)})`];
    case "add-constraint": {
      const { name, type } = effect.constraint;
      const word = constraintTypes[type];
      if (made.has(effect.table.name)) return [];
      return name === undefined || word === undefined
        ? undefined
        : [`op.drop_constraint("${name}", ${args(effect.table)}, type_="${word}")`];
    }
    case "rename-relation":
      return [`op.rename_table("${effect.to}", "${effect.name.name}")`];
    case "rename-column":
      return [
        `op.alter_column(${tableAnd(effect.table, effect.to)}, new_column_name="${effect.column}")`,
      ];
    case "set-not-null":
    case "drop-not-null":
      return [
        `op.alter_column(${tableAnd(effect.table, effect.column)}, nullable=${effect.kind === "set-not-null" ? "True" : "False"})`,
      ];
    case "alter-column-type":
      return swappedType(effect.table, effect.column, step.call);
    case "drop-relation":
      return again(earlier, effect.name.name);
    case "drop-column":
      return columnAgain(earlier, effect.table, effect.column);
    case "drop-constraint":
      return madeBy(
        earlier,
        (one) => one.kind === "add-constraint" && one.constraint.name === effect.constraint,
      );
    case "create-enum":
      return [`op.execute("DROP TYPE ${effect.name.name}")`];
    case "create-view":
      return [`op.execute("DROP VIEW ${effect.name.name}")`];
    case "create-sequence":
      return [`op.execute("DROP SEQUENCE ${effect.name.name}")`];
    case "create-trigger":
      return [`op.execute("DROP TRIGGER ${effect.name} ON ${effect.table.name}")`];
    case "create-policy":
      return [`op.execute("DROP POLICY ${effect.name} ON ${effect.table.name}")`];
    case "insert":
    case "update":
    case "delete":
    case "select":
    case "grant":
    case "do":
      return [];
    default:
      return undefined;
  }
}

const constraintTypes: Readonly<Record<string, string>> = {
  check: "check",
  unique: "unique",
  "primary key": "primary",
  "foreign key": "foreignkey",
};

const args = ({ schema, name }: NameRef): string =>
  schema === undefined ? `"${name}"` : `"${name}", schema="${schema}"`;

const tableAnd = ({ schema, name }: NameRef, other: string): string =>
  `"${name}", "${other}"${schema === undefined ? "" : `, schema="${schema}"`}`;

/** `type_=` and `existing_type=` the other way round. */
function swappedType(
  table: NameRef,
  column: string,
  call: string | undefined,
): readonly string[] | undefined {
  const of = (name: string): string | undefined =>
    new RegExp(`\\b${name}=((?:[^(),]|\\((?:[^()]|\\([^()]*\\))*\\))+)`)
      .exec(call ?? "")?.[1]
      ?.trim();
  const [type, existing] = [of("type_"), of("existing_type")];
  return type === undefined || existing === undefined
    ? undefined
    : [`op.alter_column(${tableAnd(table, column)}, existing_type=${type}, type_=${existing})`];
}

/** Every call that had to do with the relation since it was made last. */
function again(earlier: readonly Step[], name: string): readonly string[] | undefined {
  let calls: (string | undefined)[] = [];
  const indexes = new Set<string>();
  for (const { effects, call } of earlier)
    for (const effect of effects) {
      const changes = changesOf(effect);
      if (
        changes.some(
          (one) => one.what === "drops" && one.class === "relation" && one.name.name === name,
        )
      )
        calls = [];
      else if (
        ("table" in effect &&
          (effect.table as NameRef | undefined)?.name === name &&
          !isData.has(effect.kind)) ||
        changes.some(
          (one) => one.what === "creates" && one.class === "relation" && one.name.name === name,
        ) ||
        (effect.kind === "drop-relation" && indexes.has(effect.name.name))
      ) {
        if (effect.kind === "create-index" && effect.name !== undefined) indexes.add(effect.name);
        if (calls.at(-1) !== call || call === undefined) calls.push(call);
      }
    }
  const written = calls.flatMap((one) => one ?? []);
  return calls.length === 0 || written.length < calls.length ? undefined : written;
}

const isData: ReadonlySet<Effect["kind"]> = new Set([
  "insert",
  "update",
  "delete",
  "copy",
  "grant",
]);

/** `op.add_column` with the column as it was written in a table, or in a call of its own. */
function columnAgain(
  earlier: readonly Step[],
  table: NameRef,
  column: string,
): readonly string[] | undefined {
  for (const { effects, call } of earlier.toReversed())
    for (const effect of effects) {
      if (
        effect.kind === "add-column" &&
        effect.table.name === table.name &&
        effect.column.name === column
      )
        return call === undefined ? undefined : [call];
      if (effect.kind !== "create-table" || effect.name.name !== table.name) continue;
      const written = call && columnText(call, column);
      return written ? [`op.add_column(${args(table)}, ${written})`] : undefined;
    }
  return undefined;
}

/** `sa.Column("name", …)` with its brackets. */
function columnText(call: string, column: string): string | undefined {
  const start = new RegExp(`[\\w.]*\\bColumn\\(\\s*["']${escaped(column)}["']`).exec(call)?.index;
  if (start === undefined) return undefined;
  let depth = 0;
  for (let at = start; at < call.length; at++) {
    if (call[at] === "(") depth++;
    if (call[at] === ")" && --depth === 0) return call.slice(start, at + 1);
  }
  return undefined;
}

function madeBy(
  earlier: readonly Step[],
  makes: (effect: Effect) => boolean,
): readonly string[] | undefined {
  const found = earlier.findLast(({ effects }) => effects.some(makes));
  return found?.call === undefined ||
    (!found.call.includes("constraint") && !found.call.includes("foreign_key"))
    ? undefined
    : [found.call];
}
