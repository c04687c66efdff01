import type { CallExpr } from "../../effects/expression.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import type { ArgumentType } from "../builtin/can-coerce.ts";
import { builtinFunctions } from "../builtin/functions.ts";
import { functionForms, resolveFunction } from "../builtin/resolve.ts";
import { builtinType } from "../builtin/types.ts";
import type { Catalog, Routine } from "../catalog.ts";
import { refuse } from "../draft.ts";
import { argumentType, fromArgumentType } from "./argument-type.ts";
import { assume, type Checking } from "./check-context.ts";
import { checkLiteral } from "./check-literal.ts";
import { shown } from "./check-types.ts";
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
  if (found !== "builtin") return "unknown";
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

/** 42883 for a function that nobody has by this name, or that takes another number of arguments. */
export function checkRoutine(
  checking: Checking,
  name: NameRef,
  args: readonly InferredType[],
  of: "function" | "procedure" = "function",
): "builtin" | "other" {
  const found = findRoutines(checking.catalog(), name);
  if (
    found === "absent" ||
    (typeof found === "object" && noneTakes(checking.catalog(), found.known, args.length))
  )
    refuseCall(checking, name, args, of);
  const written = writtenName(name);
  if (of === "procedure" && typeof found === "object" && found.known.every(isPlainFunction))
    refuse(
      "42809",
      `${written}(${args.map((arg) => shown(checking, arg)).join(", ")}) is not a procedure`,
      {
        class: "function",
        ...(name.schema === undefined ? {} : { schema: name.schema }),
        name: name.name,
      },
    );
  if (found === "unknown")
    assume(checking, `${of} ${written}`, `${of} "${written}" was not created in view`);
  return found === "builtin" ? found : "other";
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
    `${of} ${writtenName(name)}(${args.map((arg) => shown(checking, arg)).join(", ")}) does not exist`,
    { class: of, ...(name.schema === undefined ? {} : { schema: name.schema }), name: name.name },
  );

const isPlainFunction = ({ kind }: Routine): boolean => kind === "function" || kind === "window";

/** Only where there certainly are no others. */
const noneTakes = (catalog: Catalog, known: readonly Routine[], count: number): boolean =>
  catalog.routines.complete &&
  known.every(
    ({ arguments: types, defaults, definition, schema, name }) =>
      types !== undefined &&
      !definition.includes("VARIADIC") &&
      (count > types.length || count < types.length - defaults) &&
      catalog.session.searchPath.every(
        (other) => other === schema || !hasRoutine(catalog, other, name),
      ),
  );

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
  if (call.name === "nullif") return args[0] ?? "unknown";
  if (call.star || call.variadic || call.named || grammar.has(call.name)) return "unknown";
  if (builtinFunctions(call.name).length === 0) return "unknown";
  const types = args.map((arg) => argumentType(checking.catalog(), arg));
  // name(value) may be a cast.
  const cast = args.length === 1 && builtinType(call.name) !== undefined;
  const alone =
    call.schema === undefined ? !isOverloaded(checking.catalog(), call.name, types) : true;
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
const isOverloaded = (catalog: Catalog, name: string, types: readonly ArgumentType[]): boolean =>
  catalog.session.searchPath.some(
    (schema) => typeof findRoutines(catalog, { schema, name }) !== "string",
  ) || mayBeOverloaded(catalog, "functions", name, types);
