import type { RoutineRef } from "../../effects/objects/object-ref.ts";
import type { CreateTrigger } from "../../effects/objects/trigger.ts";
import type { Relation, Routine, Trigger } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { find, isThere } from "../names.ts";
import { childrenOf } from "../relations/links.ts";
import { cloneTrigger } from "../relations/partitions.ts";
import { isTable } from "../relations/require.ts";
import { childrenOfKind, putChild, requireColumns, tableOrAny, tableOrView } from "./children.ts";
import { requireNames } from "./require-names.ts";
import { requireNamespaced } from "./require-object.ts";
import { placeOfRoutine, requireRoutine } from "./routines.ts";

/** CreateTriggerFiringOn: relation, kind, WHEN, function, and then whether the name is free. */
export function createTrigger(draft: Draft, effect: CreateTrigger): void {
  const wanted = effect.timing === "instead of" ? aView : tableOrView;
  const { key, relation } = requireNamespaced(draft, effect.table, wanted);
  if (effect.from) requireNamespaced(draft, effect.from, tableOrAny);
  forbidTiming(effect, relation);
  if (effect.when)
    requireNames(draft, effect.when.value, key, ["new", "old"], "trigger WHEN condition");
  const ref = { class: "function", name: effect.function, arguments: [] } as const;
  forbidProcedure(draft, ref);
  const called = requireRoutine(draft, ref);
  if (called) forbidOtherReturn(called.routine);
  forbidTaken(draft, effect, key, relation);
  requireColumns(
    draft,
    key,
    relation,
    effect.columns,
    (column) => `column "${column}" of relation "${relation.name}" does not exist`,
  );
  if (effect.constraint) forbidConstraint(key, relation, effect.name);
  const old = find(childrenOfKind(relation, "trigger"), effect.name);
  const made: Trigger = {
    name: effect.name,
    function: called?.key ?? `pg_catalog.${effect.function.name}()`,
    definition: effect.definition,
    enabled: "origin",
    origin: isThere(old) ? old.origin : draft.origin,
  };
  putChild(draft, key, "trigger", made);
  draft.touched = true;
  if (effect.level === "row") clone(draft, key, made);
}

const aView = {
  kinds: ["view", ...tableOrView.kinds.filter((kind) => kind !== "view")] as const,
  otherwise: tableOrView.otherwise,
} as typeof tableOrView;

/** A row trigger of a partitioned table is one of its partitions too. */
function clone(draft: Draft, key: string, trigger: Trigger): void {
  const relation = draft.catalog.relations.known.get(key);
  if (relation?.kind !== "partitioned table") return;
  for (const child of childrenOf(draft.catalog, key)) {
    cloneTrigger(draft, child.key, trigger);
    clone(draft, child.key, trigger);
  }
}

function forbidTiming(effect: CreateTrigger, relation: Relation): void {
  if (relation.origin === "assumed") return;
  const subject = { class: "trigger" as const, name: effect.name };
  if (isTable(relation) && effect.timing === "instead of")
    refuse("42809", `"${relation.name}" is a table`, subject);
  if (relation.kind === "materialized view")
    refuse("42809", `"${relation.name}" is not a table or view`, subject);
  if (relation.kind !== "view") return;
  if (
    effect.timing !== "instead of" &&
    (effect.level === "row" || effect.events.includes("truncate"))
  )
    refuse("42809", `"${relation.name}" is a view`, subject);
}

/** 42P17 */
/** LookupFuncName passes over procedures. */
function forbidProcedure(draft: Draft, ref: RoutineRef): void {
  const { found } = placeOfRoutine(draft, ref);
  if (found.kind === "routine" && found.routine.kind === "procedure")
    refuse("42883", `function ${ref.name.name}() does not exist`, {
      class: "function",
      ...ref.name,
    });
}

function forbidOtherReturn(routine: Routine): void {
  if (/^(unknown|pg_catalog\.trigger)$/.test(routine.returns)) return;
  refuse("42P17", `function ${routine.name} must return type trigger`, {
    class: "function",
    schema: routine.schema,
    name: routine.name,
  });
}

/** A constraint trigger is a constraint too: no other may have its name. */
function forbidConstraint(key: string, relation: Relation, name: string): void {
  if (isTable(relation) && isThere(find(relation.constraints, name)))
    refuse("42710", `constraint "${name}" for relation "${relation.name}" already exists`, {
      class: "constraint",
      name,
      on: key,
    });
}

function forbidTaken(draft: Draft, effect: CreateTrigger, key: string, relation: Relation): void {
  const found = find(childrenOfKind(relation, "trigger"), effect.name);
  const subject = { class: "trigger" as const, name: effect.name, on: key };
  const named = `trigger "${effect.name}" for relation "${relation.name}"`;
  if (isThere(found)) {
    if (effect.guard !== "or replace") refuse("42710", `${named} already exists`, subject);
    if ("inherited" in found && found.inherited)
      refuse("42710", `${named} is an internal or a child trigger`, subject);
    if (found.definition.includes('"isconstraint":true'))
      refuse("42710", `${named} is a constraint trigger`, subject);
  }
  if (found === "unknown" && effect.guard !== "or replace")
    doubt(draft, `trigger "${effect.name}" may exist already`);
}
