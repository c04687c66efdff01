import { Map as PersistentMap } from "immutable";
import { refuse, refuseFor } from "../catalog/draft.ts";
import { isError, isKnown, someValue, unknown, type Value } from "../catalog/evaluate/value.ts";
import type { Cell, Frame, Row, Run } from "./run.ts";

export const row = (fields: Iterable<readonly [string, Value]>, complete: boolean): Row => ({
  kind: "row",
  fields: PersistentMap(fields),
  complete,
});

const isRow = (content: Value | Row): content is Row =>
  typeof content === "object" && content !== null && "kind" in content && content.kind === "row";

export const cell = (content: Value | Row, type = ""): Cell => ({
  content,
  type,
  notNull: false,
  record: isRow(content),
});

export const recordCell = (content: Value | Row): Cell => ({ ...cell(content), record: true });

/** Where a name leads: a variable, or a field of a record. */
interface Place {
  readonly frame: number;
  readonly name: string;
  readonly field?: string;
}

/** The variable that a name means here: innermost first; `label.name`, `record.field`, `label.record.field`. */
export function place(run: Run, names: readonly string[]): Place | undefined {
  const [first = "", second, third] = names;
  const actual = run.body.aliases.get(first) ?? first;
  for (let index = run.frames.length - 1; index >= 0; index--) {
    const frame = run.frames[index];
    const found = frame?.cells.get(actual);
    if (found && second === undefined) return { frame: index, name: actual };
    if (found && second !== undefined && third === undefined && found.record)
      return { frame: index, name: actual, field: second };
    if (frame?.label !== first || second === undefined || !frame.cells.has(second)) continue;
    return { frame: index, name: second, ...(third === undefined ? {} : { field: third }) };
  }
  return undefined;
}

const cellAt = (run: Run, { frame, name }: Place): Cell | undefined =>
  run.frames[frame]?.cells.get(name);

export function read(run: Run, names: readonly string[]): Value {
  const at = place(run, names);
  const found = at && cellAt(run, at);
  if (!found) return unknown;
  if (at.field === undefined) return asValue(found.content);
  if (!isRow(found.content)) return found.content === null ? null : unknown;
  const value = found.content.fields.get(at.field);
  if (value !== undefined) return value;
  if (!found.content.complete) return unknown;
  return refuse("42703", `record "${at.name}" has no field "${at.field}"`);
}

/** A record as a whole: NULL when all its fields are, not NULL (as IS NOT NULL has it) when none is. */
function asValue(content: Value | Row): Value {
  if (!isRow(content)) return content;
  const values = [...content.fields.values()];
  if (!content.complete || !values.every(isKnown)) return unknown;
  if (values.every((value) => value === null)) return null;
  return values.includes(null) ? unknown : someValue;
}

/** What a variable holds, record or not. */
export function readContent(run: Run, names: readonly string[]): Value | Row {
  const at = place(run, names);
  if (at?.field !== undefined) return read(run, names);
  return (at && cellAt(run, at)?.content) ?? unknown;
}

/** Assigns; `content` is of the variable's type already. */
export function write(run: Run, names: readonly string[], content: Value | Row): void {
  const at = place(run, names);
  const old = at && cellAt(run, at);
  if (!at || !old) return;
  if (!isRow(content) && isError(content)) return refuseFor(content);
  if (old.notNull && content === null)
    refuse("22004", `null value cannot be assigned to variable "${at.name}" declared NOT NULL`);
  setCell(run, at.frame, at.name, {
    ...old,
    content: at.field === undefined ? content : withField(old.content, at.field, content),
  });
}

const withField = (old: Value | Row, field: string, content: Value | Row): Row =>
  isRow(old)
    ? { ...old, fields: old.fields.set(field, isRow(content) ? unknown : content) }
    : row([[field, isRow(content) ? unknown : content]], false);

function setCell(run: Run, index: number, name: string, to: Cell): void {
  run.frames = run.frames.map((frame, position) =>
    position === index ? { ...frame, cells: frame.cells.set(name, to) } : frame,
  );
}

/** Runs `inside` with one more frame. */
export function within<T>(run: Run, frame: Frame, inside: () => T): T {
  const depth = run.frames.length;
  run.frames = [...run.frames, frame];
  try {
    return inside();
  } finally {
    run.frames = run.frames.slice(0, depth);
  }
}

export const frameOf = (cells: Iterable<readonly [string, Cell]>, label?: string): Frame => ({
  cells: PersistentMap(cells),
  ...(label === undefined ? {} : { label }),
});

export const setFound = (run: Run, found: Value): void => write(run, ["found"], found);

/** The type to which an assignment converts; "" for fields, whose types are not followed. */
export function declaredType(run: Run, names: readonly string[]): string {
  const at = place(run, names);
  return at?.field === undefined ? ((at && cellAt(run, at)?.type) ?? "") : "";
}
