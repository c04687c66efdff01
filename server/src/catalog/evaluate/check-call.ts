import type { CallExpr, Expr } from "../../effects/expression.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import { type ArgumentType, isPolymorphic, selectCandidates } from "../builtin/can-coerce.ts";
import { builtinFunctions } from "../builtin/functions.ts";
import { functionForms, resolveFunction } from "../builtin/resolve.ts";
import { builtinType } from "../builtin/types.ts";
import { type Catalog, type Routine, relationKey, type TypeName } from "../catalog.ts";
import { refuse } from "../draft.ts";
import type { Subject } from "../outcome.ts";
import { argumentType, enumKey, fromArgumentType } from "./argument-type.ts";
import { assume, type Checking } from "./check-context.ts";
import { checkLiteral } from "./check-literal.ts";
import { checkConstant, shown } from "./check-types.ts";
import { settled } from "./common-type.ts";
import { mayBeOverloaded } from "./overloaded.ts";
import { findRoutines } from "./routine-names.ts";
import type { InferredType } from "./scope.ts";

/** The type that a call returns, as far as it is certain; 42883 where there is certainly no such function. */
export function checkCall(
  checking: Checking,
  call: CallExpr,
  args: readonly InferredType[],
): InferredType {
  const found = checkRoutine(checking, call, args);
  if (found === "other") return "unknown";
  if (found !== "builtin") return writtenResult(checking, found, call);
  checkRelationArguments(checking, call);
  return builtinResult(checking, call, args);
}

/** `setval('s', 5)`: where all functions of the name take a regclass, a constant is read as one. */
function checkRelationArguments(checking: Checking, call: CallExpr): void {
  const overloads = builtinFunctions(call.name);
  for (const [index, arg] of call.args.entries())
    if (overloads.length > 0 && overloads.every((one) => one.arguments[index] === "regclass"))
      checkLiteral(checking, arg, { schema: "pg_catalog", name: "regclass", dimensions: 0 });
}

/** A name, and whether its arguments are written in their places. */
type Called = NameRef & { readonly named?: true; readonly variadic?: true; readonly star?: true };

/**
 * 42883 for a function that nobody has by this name, or that takes no such arguments. Answers which one is meant,
 * where that is certain.
 */
export function checkRoutine(
  checking: Checking,
  name: Called,
  args: readonly InferredType[],
  of: "function" | "procedure" = "function",
): "builtin" | "other" | Routine {
  const found = findRoutines(checking.draft.catalog, name);
  const taking =
    typeof found === "object" ? takers(checking.draft.catalog, name, found.known, args) : undefined;
  if (found === "absent" || taking?.length === 0) refuseCall(checking, name, args, of);
  const written = writtenName(name);
  if (of === "procedure" && typeof found === "object" && found.known.every(isPlainFunction))
    refuse("42809", `${written}(${shownAll(checking, args)}) is not a procedure`, subjectOf(name));
  if (of === "function" && taking?.[0]?.kind === "procedure")
    refuse("42809", `${written}(${shownAll(checking, args)}) is a procedure`, subjectOf(name));
  if (found === "unknown")
    assume(checking, `${of} ${written}`, `${of} "${written}" was not created in view`);
  const [only, ...more] = taking ?? [];
  return found === "builtin" ? found : only && more.length === 0 ? only : "other";
}

/** String constants are read as what the routine takes. */
export function checkArguments(checking: Checking, routine: Routine, args: readonly Expr[]): void {
  for (const [index, arg] of args.entries())
    if (arg.kind === "constant" && !arg.held)
      checkConstant(checking, arg, routine.arguments?.[index] ?? "unknown");
}

function writtenResult(checking: Checking, routine: Routine, call: CallExpr): InferredType {
  checkArguments(checking, routine, call.args);
  const returned = /^pg_catalog\.(\w+)$/.exec(routine.returns)?.[1];
  return fromArgumentType(returned);
}

const writtenName = ({ schema, name }: NameRef): string =>
  schema === undefined ? name : `${schema}.${name}`;

const refuseCall = (
  checking: Checking,
  name: NameRef,
  args: readonly InferredType[],
  of: "function" | "procedure",
): never =>
  refuse(
    "42883",
    `${of} ${writtenName(name)}(${shownAll(checking, args)}) does not exist`,
    subjectOf(name, of),
  );

const shownAll = (checking: Checking, args: readonly InferredType[]): string =>
  args.map((arg) => shown(checking, arg)).join(", ");

const subjectOf = (
  { schema, name }: NameRef,
  of: "function" | "procedure" = "function",
): Subject => ({ class: of, ...(schema === undefined ? {} : { schema }), name });

const isPlainFunction = ({ kind }: Routine): boolean => kind === "function" || kind === "window";

/** Those that take these arguments; undefined where there may be others. */
function takers(
  catalog: Catalog,
  name: Called,
  known: readonly Routine[],
  args: readonly InferredType[],
): readonly Routine[] | undefined {
  if (!catalog.routines.complete || !known.every(isWrittenOut)) return undefined;
  const elsewhere = known.some(({ schema }) =>
    catalog.session.searchPath.some(
      (other) => other !== schema && hasRoutine(catalog, other, name.name),
    ),
  );
  if (elsewhere && name.schema === undefined) return undefined;
  const counted = known.filter(
    ({ arguments: types = [], defaults }) =>
      args.length <= types.length && args.length >= types.length - defaults,
  );
  if (name.named || name.variadic || name.star) return counted.length === 0 ? [] : undefined;
  return selectCandidates(
    counted.map((routine) => ({ routine, arguments: wantedBy(catalog, routine) })),
    args.map((arg) => givenType(catalog, arg, counted)),
  ).map(({ routine }) => routine);
}

/** Whether an enum fits a polymorphic type is not asked. */
function givenType(catalog: Catalog, arg: InferredType, taking: readonly Routine[]): ArgumentType {
  const type = argumentType(catalog, arg);
  if (type !== undefined || taking.some(isPolymorphicRoutine)) return type;
  return enumKey(catalog, arg);
}

const isPolymorphicRoutine = ({ arguments: types = [] }: Routine): boolean =>
  types.some(({ schema, name }) => schema === "pg_catalog" && isPolymorphic(name));

/** CALL gives a procedure's OUT arguments too. */
const isWrittenOut = ({ arguments: types, definition, kind }: Routine): boolean =>
  types !== undefined &&
  !definition.includes("VARIADIC") &&
  !(kind === "procedure" && definition.includes("FUNC_PARAM_OUT"));

const wantedBy = (catalog: Catalog, { arguments: types = [] }: Routine): readonly string[] =>
  types.map((type) => wantedFor(catalog, type));

/** No other type becomes an enum by itself; of what else somebody made it is not asked what fits it. */
function wantedFor(catalog: Catalog, type: TypeName): string {
  if (type.schema === "pg_catalog" && isPolymorphic(type.name)) return type.name;
  const own = catalog.types.known.get(relationKey(type.schema, type.name));
  return own?.kind === "enum" && type.dimensions === 0
    ? relationKey(type.schema, type.name)
    : (argumentType(catalog, type) ?? "any");
}

const hasRoutine = (catalog: Catalog, schema: string, name: string): boolean =>
  typeof findRoutines(catalog, { schema, name }) === "object";

/** One of PostgreSQL's own functions: 42883 where all types are known and none of its forms takes them. */
function builtinResult(
  checking: Checking,
  call: CallExpr,
  args: readonly InferredType[],
): InferredType {
  const keyword = Object.hasOwn(keywords, call.name) ? keywords[call.name] : undefined;
  if (keyword !== undefined) return { schema: "pg_catalog", name: keyword, dimensions: 0 };
  if (call.name === "nullif") return settled(args[0] ?? "unknown");
  if (call.star || call.variadic || call.named || grammar.has(call.name)) return "unknown";
  if (builtinFunctions(call.name).length === 0) return "unknown";
  const types = args.map((arg) => argumentType(checking.draft.catalog, arg));
  // name(value) may be a cast.
  const cast = args.length === 1 && builtinType(call.name) !== undefined;
  const alone =
    call.schema === undefined ? !isOverloaded(checking.draft.catalog, call.name, types) : true;
  if (alone && !cast && !types.includes(undefined) && functionForms(call.name, types).length === 0)
    refuseCall(checking, call, args, "function");
  return alone ? fromArgumentType(resolveFunction(call.name, types).returns) : "unknown";
}

/** What the grammar calls like a function. */
const keywords: Readonly<Record<string, string>> = {
  current_catalog: "name",
  current_date: "date",
  current_role: "name",
  current_schema: "name",
  current_time: "timetz",
  current_timestamp: "timestamptz",
  current_user: "name",
  localtime: "time",
  localtimestamp: "timestamp",
  session_user: "name",
};

/** Calls whose arguments the grammar makes up, and ordered-set aggregates. */
const grammar: ReadonlySet<string> = new Set(
  "cume_dist dense_rank mode overlaps percent_rank percentile_cont percentile_disc rank xmlexists".split(
    " ",
  ),
);

/** Somebody wrote a function of this name for other arguments. */
export const isOverloaded = (
  catalog: Catalog,
  name: string,
  types: readonly ArgumentType[],
): boolean =>
  catalog.session.searchPath.some(
    (schema) => typeof findRoutines(catalog, { schema, name }) !== "string",
  ) || mayBeOverloaded(catalog, "functions", name, types);
