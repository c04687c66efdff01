import type { NameRef } from "../../effects/type-ref.ts";
import type { Catalog, Table, Trigger } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { toNameRef } from "../evaluate/regs.ts";
import { parseName } from "../evaluate/text.ts";
import { findRelation } from "../look-up.ts";
import { isThere } from "../names.ts";
import { isTable } from "../relations/require.ts";
import { forgetRows } from "./row-values.ts";

export type Event = "insert" | "update" | "delete";

/** What the row triggers that fire before a change may do to the row. */
export interface BeforeRow {
  /** The row may be left out. */
  readonly mayDrop: boolean;
  /** Columns they set: to another value each time, to one that no row has, to what nobody knows. */
  readonly sets: ReadonlyMap<string, SetTo>;
  /** They may set any column. */
  readonly setsAny: boolean;
}

type SetTo = "fresh" | "unused" | "unknown";

const untouched: BeforeRow = { mayDrop: false, sets: new Map(), setsAny: false };

export function beforeRow(catalog: Catalog, table: Table, event: Event): BeforeRow {
  let result = untouched;
  for (const trigger of table.triggers.known.values()) {
    const facts = factsOf(trigger);
    if (!fires(trigger, facts, event) || facts.timing !== "before" || !facts.row) continue;
    result = joined(result, bodyEffects(catalog, table, trigger, facts, event));
  }
  return result;
}

const joined = (a: BeforeRow, b: BeforeRow): BeforeRow => ({
  mayDrop: a.mayDrop || b.mayDrop,
  sets: new Map(
    [...a.sets, ...b.sets].map(([column, set]) => [
      column,
      set === "unused" && a.sets.has(column) && b.sets.has(column) ? "unknown" : set,
    ]),
  ),
  setsAny: a.setsAny || b.setsAny,
});

/** Tables that the bodies of the triggers write to are not what they were. */
export function afterChange(draft: Draft, key: string, event: Event): void {
  const table = draft.catalog.relations.known.get(key);
  if (!table || !isTable(table)) return;
  for (const trigger of table.triggers.known.values()) {
    if (!fires(trigger, factsOf(trigger), event)) continue;
    const body = draft.catalog.routines.known.get(trigger.function)?.body;
    for (const { name, how } of body === undefined ? [] : tablesWritten(body)) {
      const { key: other, found } = findRelation(draft.catalog, name);
      if (isThere(found)) forgetRows(draft, other, how);
    }
  }
}

interface Facts {
  readonly timing: "before" | "after" | "instead of" | "unknown";
  readonly events: number;
  readonly row: boolean;
  readonly conditional: boolean;
  readonly args: readonly string[];
}

const parsed = new WeakMap<Trigger, Facts>();

/** From its definition: canonical JSON of CREATE TRIGGER's tree. */
function factsOf(trigger: Trigger): Facts {
  const known = parsed.get(trigger);
  if (known) return known;
  const facts = readFacts(trigger.definition);
  parsed.set(trigger, facts);
  return facts;
}

interface TriggerTree {
  readonly timing?: number;
  readonly events?: number;
  readonly row?: boolean;
  readonly whenClause?: unknown;
  readonly args?: readonly { readonly String?: { readonly sval?: string } }[];
}

function readFacts(definition: string): Facts {
  let tree: TriggerTree;
  try {
    tree = JSON.parse(definition) as TriggerTree;
  } catch {
    return { timing: "unknown", events: -1, row: true, conditional: true, args: [] };
  }
  const timing = tree.timing ?? 0;
  return {
    timing: timing & 2 ? "before" : timing & 64 ? "instead of" : "after",
    events: tree.events ?? 0,
    row: tree.row ?? false,
    conditional: tree.whenClause !== undefined,
    args: (tree.args ?? []).flatMap((arg) =>
      arg.String?.sval === undefined ? [] : [arg.String.sval],
    ),
  };
}

/** TRIGGER_TYPE_* of catalog/pg_trigger.h */
const bits: Readonly<Record<Event, number>> = { insert: 4, delete: 8, update: 16 };

const fires = (trigger: Trigger, facts: Facts, event: Event): boolean =>
  trigger.enabled !== "disabled" && (facts.events & bits[event]) !== 0;

function bodyEffects(
  catalog: Catalog,
  table: Table,
  trigger: Trigger,
  facts: Facts,
  event: Event,
): BeforeRow {
  const routine = catalog.routines.known.get(trigger.function);
  // moddatetime, tsvector_update_trigger and their kin set the column that their argument names.
  if (!routine?.body || routine.language !== "plpgsql")
    return { ...untouched, sets: new Map(facts.args.map((column) => [column, "unknown"])) };
  const { body } = routine;
  const always = !facts.conditional && !/\b(if|case|while|loop|exception)\b/i.test(body);
  const sets = new Map<string, SetTo>();
  for (const [, quoted, plain, value = ""] of body.matchAll(assignment)) {
    const column = quoted ?? (plain ?? "").toLowerCase();
    sets.set(column, always && another.test(value) ? "fresh" : "unknown");
  }
  if (!facts.conditional)
    for (const column of madeUnused(body, table)) if (sets.has(column)) sets.set(column, "unused");
  return {
    mayDrop:
      event === "delete" ? !/return\s+old\b/i.test(body) : /return\s+(null|old)\b/i.test(body),
    sets,
    setsAny: /\bnew\s*:?=|\binto\s+(strict\s+)?new\b|jsonb?_populate_record/i.test(body),
  };
}

/**
 * Columns for which the body looks for a value until no row has it: WHILE EXISTS (SELECT … FROM the table WHERE column =
 * NEW.column) LOOP … END LOOP, and nothing assigns to it afterwards.
 */
function madeUnused(body: string, table: Table): readonly string[] {
  return [...body.matchAll(untilUnused)].flatMap(([whole, relation = "", a = "", b = ""]) => {
    const names = [relation, a, b].map((written) => parseName(written)?.at(-1));
    const [from, column, asked] = names;
    const rest = body.slice(body.indexOf(whole) + whole.length);
    const unless = [...rest.matchAll(assignment)].length > 0 || /\breturn\b/i.test(whole);
    return column !== undefined && from === table.name && column === asked && !unless
      ? [column]
      : [];
  });
}

const untilUnused =
  /\bwhile\s+exists\s*\(\s*select\s+[^()]*?\bfrom\s+((?:"[^"]+"|\w|\.)+)\s+where\s+(?:"[^"]+"\.|\w+\.)?("[^"]+"|\w+)\s*=\s*new\.("[^"]+"|\w+)\s*\)\s*loop\b(?:(?!\b(?:exit|loop)\b)[\s\S])*\bend\s+loop\b/gi;

/** NEW.column := value; */
const assignment = /\bnew\s*\.\s*(?:"([^"]+)"|(\w+))\s*:?=\s*([^;]*);/gi;
const another =
  /\b(now|current_timestamp|clock_timestamp|statement_timestamp|gen_random_uuid|random)\b/i;

/** The tables that a body's statements name as their targets; what EXECUTE makes is not seen. */
function tablesWritten(body: string): readonly { readonly name: NameRef; readonly how: Event }[] {
  return [...body.matchAll(target)].flatMap(([, verb = "", written = ""]) => {
    const name = toNameRef(parseName(written));
    if (!name) return [];
    const first = verb.trim().slice(0, 1).toLowerCase();
    return [{ name, how: first === "i" ? "insert" : first === "u" ? "update" : "delete" }];
  });
}

const target =
  /\b(insert\s+into|merge\s+into|delete\s+from|truncate(?:\s+table)?|update)\s+(?:only\s+)?((?:"[^"]+"|\w+)(?:\s*\.\s*(?:"[^"]+"|\w+))?)/gi;
