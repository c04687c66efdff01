import type { CreateRoutine, Parameter } from "../../effects/objects/create-routine.ts";
import type { Routine, TypeName } from "../catalog.ts";
import { type Draft, refuse } from "../draft.ts";
import { find, isThere, remove } from "../names.ts";
import { creationPlace, mayExist } from "./place.ts";
import { requirePlain, requireType } from "./require.ts";
import { areAllKnown, putRoutine, requireRoutine, routineKey } from "./routines.ts";
import { canonicalType } from "./types.ts";
import { writtenType } from "./written-type.ts";

/** CreateFunction, DefineAggregate: schema, language, types, and only then whether it is there already. */
export function createRoutine(draft: Draft, effect: CreateRoutine): void {
  const schema = creationPlace(draft, effect.name);
  const language = requireLanguage(draft, effect.language);
  const types = effect.parameters.map((parameter) => parameterType(draft, parameter));
  const inputs = effect.parameters.flatMap((parameter, at) =>
    isInput(parameter) ? [{ parameter, type: types[at] as TypeName }] : [],
  );
  const returns = returned(draft, effect, types);
  const needs = effect.needs.flatMap((ref) => requireRoutine(draft, ref)?.key ?? []);
  const { name } = effect.name;
  const key = routineKey(
    schema,
    name,
    inputs.map(({ type }) => type),
  );
  const made: Routine = {
    schema,
    name,
    kind: effect.window ? "window" : effect.class,
    arguments: inputs.map(({ type }) => type),
    argumentNames: inputs.map(({ parameter }) => parameter.name ?? ""),
    defaults: inputs.filter(({ parameter }) => parameter.hasDefault).length,
    returns,
    language,
    ...(effect.body === undefined ? {} : { body: effect.body }),
    ...(effect.statement === "" ? {} : { statement: effect.statement }),
    volatility: effect.volatility,
    definition: effect.definition,
    ...(needs.length === 0 ? {} : { needs: needs.map((need) => `routine:${need}`) }),
    origin: draft.origin,
  };
  const found = find(draft.catalog.routines, key);
  if (isThere(found)) forbidChange(effect, found, made);
  validate(made);
  if (isThere(found)) {
    putRoutine(draft, key, {
      ...made,
      origin: found.origin,
      ...(found.owner === undefined ? {} : { owner: found.owner }),
      ...(found.extension === undefined ? {} : { extension: found.extension }),
    });
    return;
  }
  if (
    effect.guard !== "or replace" &&
    !areAllKnown(draft.catalog, schema, name) &&
    found === "unknown"
  )
    mayExist(draft, `function "${name}"`);
  settleName(draft, schema, name);
  const { role } = draft.catalog.session;
  putRoutine(draft, key, role === undefined ? made : { ...made, owner: role });
}

/** What a statement assumed of this name was this routine, most likely. */
function settleName(draft: Draft, schema: string, name: string): void {
  const assumed = routineKey(schema, name, undefined);
  if (!draft.catalog.routines.known.has(assumed)) return;
  draft.catalog = { ...draft.catalog, routines: remove(draft.catalog.routines, assumed) };
}

function requireLanguage(draft: Draft, language: string | undefined): string {
  if (language === undefined) return refuse("42P13", "no language specified");
  requirePlain(draft, "language", language, "42704", `language "${language}" does not exist`);
  return language;
}

/** The type of an argument that is missing is told without quotes. */
const parameterType = (draft: Draft, { type }: Parameter): TypeName =>
  requireType(draft, type, `type ${writtenType(type)} does not exist`).type;

const isInput = ({ mode }: Parameter): boolean => mode !== "out" && mode !== "table";

/** Canonical text; OUT parameters make a row, with their names where there are several. */
function returned(draft: Draft, effect: CreateRoutine, types: readonly TypeName[]): string {
  const written = effect.returns;
  const type = written && canonicalType(requireType(draft, written.type).type);
  const set = written?.set ? "setof " : "";
  const outputs = effect.parameters.flatMap((parameter, at) =>
    parameter.mode === "in" || parameter.mode === "variadic"
      ? []
      : [{ name: parameter.name ?? "", type: canonicalType(types[at] as TypeName) }],
  );
  const [only] = outputs;
  if (!only) return `${set}${type ?? "pg_catalog.void"}`;
  if (outputs.length === 1 && effect.class !== "procedure") return `${set}${only.type}`;
  return `${set}record(${outputs.map((one) => `${one.name} ${one.type}`).join(",")})`;
}

/** plpgsql_validator, fmgr_sql_validator: as far as the signature goes. */
function validate({ language, returns, arguments: types, schema, name }: Routine): void {
  if (!/^pg_catalog\.(event_)?trigger$/.test(returns)) return;
  const subject = { class: "function" as const, schema, name };
  if (language === "sql")
    refuse(
      "42P13",
      `SQL functions cannot return type ${returns.slice("pg_catalog.".length)}`,
      subject,
    );
  if (language !== "plpgsql" || !types || types.length === 0) return;
  const event = returns.includes("event_") ? "event " : "";
  refuse("42P13", `${event}trigger functions cannot have declared arguments`, subject);
}

/** ProcedureCreate: what OR REPLACE cannot change. */
function forbidChange(effect: CreateRoutine, old: Routine, made: Routine): void {
  const { name } = effect.name;
  const subject = { class: "function" as const, schema: old.schema, name };
  if (effect.guard !== "or replace")
    return refuse("42723", `function "${name}" already exists with same argument types`, subject);
  if (old.kind === "unknown") return;
  if (old.kind !== made.kind) return refuse("42809", "cannot change routine kind", subject);
  if (old.returns !== "unknown" && old.returns !== made.returns)
    return refuse(
      "42P13",
      effect.class === "procedure"
        ? "cannot change whether a procedure has output parameters"
        : "cannot change return type of existing function",
      subject,
    );
  old.argumentNames.forEach((parameter, at) => {
    if (parameter !== "" && made.argumentNames[at] !== parameter)
      refuse("42P13", `cannot change name of input parameter "${parameter}"`, subject);
  });
  if (made.defaults < old.defaults)
    refuse("42P13", "cannot remove parameter defaults from existing function", subject);
}
