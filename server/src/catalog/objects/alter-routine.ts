import type { RoutineRef } from "../../effects/objects/object-ref.ts";
import type {
  AlterRoutine,
  DropRoutine,
  MoveRoutine,
  RenameRoutine,
} from "../../effects/objects/routine.ts";
import type { Routine } from "../catalog.ts";
import { type Draft, notice, refuse } from "../draft.ts";
import { find, isThere } from "../names.ts";
import { deleteThings } from "../relations/delete.ts";
import { altered } from "./altered.ts";
import { forbidExtensionMember } from "./extension-members.ts";
import { renameNeeds } from "./needs.ts";
import { forbidOtherNamespace } from "./place.ts";
import { missingType, requireRole, requireSchema, schemaIsAbsent, writtenName } from "./require.ts";
import {
  placeOfRoutine,
  putRoutine,
  removeByName,
  removeRoutine,
  requireRoutine,
  routineKey,
} from "./routines.ts";
import { shownTypes } from "./written-type.ts";

/** ALTER FUNCTION and its kin. The new owner is looked up first. */
export function alterRoutine(draft: Draft, effect: AlterRoutine): void {
  if (effect.owner !== undefined) requireRole(draft, effect.owner);
  const found = requireRoutine(draft, effect.routine);
  if (!found) return;
  const { key, routine } = found;
  if (effect.owner === undefined) forbidAggregate(effect.class, routine);
  const volatility = effect.changes.find(({ aspect }) => aspect === "volatility")?.text;
  putRoutine(draft, key, {
    ...routine,
    definition: altered(routine.definition, effect.changes),
    ...(effect.owner === undefined ? {} : { owner: effect.owner }),
    ...(volatility === undefined ? {} : { volatility: volatilityIn(volatility) }),
  });
}

const volatilityIn = (text: string): Routine["volatility"] =>
  text.includes("immutable") ? "immutable" : text.includes("stable") ? "stable" : "volatile";

/** DROP FUNCTION, ALTER FUNCTION … STABLE: an aggregate will not do, though it is found. */
function forbidAggregate(of: string, routine: Routine): void {
  if (routine.kind === "aggregate" && of !== "aggregate")
    refuse("42809", `"${routine.name}" is an aggregate function`, {
      class: "aggregate",
      schema: routine.schema,
      name: routine.name,
    });
}

/** One item of DROP FUNCTION and its kin. All are looked up before the last one's turn, when all are dropped. */
export function dropRoutine(draft: Draft, effect: DropRoutine): void {
  lookUp(draft, effect, effect.routine);
  if (effect.part < effect.together.length - 1) return;
  const found = effect.together.flatMap((ref) => lookUp(draft, effect, ref, "quietly") ?? []);
  const things = found.flatMap(({ key, seen }) =>
    seen ? [{ kind: "routine" as const, key }] : [],
  );
  deleteThings(draft, things, effect.cascade ? "cascade" : "restrict");
  for (const { ref, key } of found) forgetRoutine(draft, ref, key);
}

interface Doomed {
  readonly ref: RoutineRef;
  readonly key: string;
  readonly seen: boolean;
}

/** `quietly`: each item has had its own turn. */
function lookUp(
  draft: Draft,
  effect: DropRoutine,
  ref: RoutineRef,
  quietly?: "quietly",
): Doomed | undefined {
  const isGuarded = effect.guard === "if exists";
  const skip = (message: string): undefined => {
    if (!quietly) notice(draft, `${message}, skipping`);
    return undefined;
  };
  const missing = isGuarded ? missingPart(draft, ref) : undefined;
  if (missing !== undefined) return skip(missing);
  const { catalog } = draft;
  const doubts = draft.doubts.length;
  const place = placeOfRoutine(draft, ref);
  const { found } = place;
  const subject = { class: "function" as const, ...ref.name };
  if (found.kind === "absent" && isGuarded) {
    const shown = shownTypes(place.types ?? [], draft.catalog.session.searchPath);
    return skip(`function ${writtenName(ref.name)}(${shown}) does not exist`);
  }
  if (found.kind === "unknown" && isGuarded) {
    // Nothing of it need be there: neither its schema nor its arguments' types.
    draft.catalog = catalog;
    draft.doubts.length = doubts;
    return { ref, key: found.key, seen: false };
  }
  const there = requireRoutine(draft, ref);
  if (!there)
    return refuse(
      "2BP01",
      `cannot drop function ${ref.name.name} because it is required by the database system`,
      subject,
    );
  if (ref.class !== "routine") forbidAggregate(ref.class, there.routine);
  forbidExtensionMember(draft, { kind: "routine", key: there.key }, there.routine);
  return { ref, key: there.key, seen: true };
}

/** Without arguments, there was but one of the name, and now there is none. */
function forgetRoutine(draft: Draft, ref: RoutineRef, key: string): void {
  const schema = key.slice(0, key.indexOf("."));
  if (ref.arguments) removeRoutine(draft, key);
  else removeByName(draft, schema, ref.name.name);
}

/** IF EXISTS also speaks of the schema and of the arguments' types. */
function missingPart(draft: Draft, ref: RoutineRef): string | undefined {
  for (const type of ref.arguments ?? []) {
    const missing = missingType(draft, type);
    if (missing !== undefined) return missing;
  }
  const { schema } = ref.name;
  return schema !== undefined && schemaIsAbsent(draft, schema)
    ? `schema "${schema}" does not exist`
    : undefined;
}

export function renameRoutine(draft: Draft, effect: RenameRoutine): void {
  const found = requireRoutine(draft, effect.routine);
  if (found) rekey(draft, found.key, found.routine, found.routine.schema, effect.to);
}

export function moveRoutine(draft: Draft, effect: MoveRoutine): void {
  const found = requireRoutine(draft, effect.routine);
  requireSchema(draft, effect.to);
  if (found)
    forbidOtherNamespace(found.routine.schema, effect.to, {
      class: "function",
      ...effect.routine.name,
    });
  if (found && found.routine.schema !== effect.to)
    rekey(draft, found.key, found.routine, effect.to, found.routine.name);
}

/** Under another key, for all that refers to it too. */
function rekey(draft: Draft, key: string, routine: Routine, schema: string, name: string): void {
  const to = routineKey(schema, name, routine.arguments);
  if (isThere(find(draft.catalog.routines, to))) {
    const shown = `${name}(${shownTypes(routine.arguments ?? [], draft.catalog.session.searchPath)})`;
    refuse("42723", `function ${shown} already exists in schema "${schema}"`, {
      class: "function",
      schema,
      name,
    });
  }
  removeRoutine(draft, key);
  putRoutine(draft, to, { ...routine, schema, name });
  renameNeeds(draft, `routine:${key}`, `routine:${to}`);
}
