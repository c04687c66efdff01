import { type ArgumentType, isPolymorphic, literal, selectCandidates } from "./can-coerce.ts";
import { builtinCast } from "./casts.ts";
import { builtinFunctions } from "./functions.ts";
import { builtinOperators } from "./operators.ts";
import { builtinType, type Volatility } from "./types.ts";

/** What a call comes to, as far as it is certain. */
export interface Resolved {
  readonly volatility: Volatility | "unknown";
  readonly returns: ArgumentType;
}

/** A form that a call may mean: one of PostgreSQL's own, or one that somebody wrote. */
export interface Form {
  readonly arguments: readonly string[];
  readonly defaults: number;
  readonly variadic: boolean;
  readonly returns: string;
  readonly volatility: Volatility | "unknown";
}

/** The function of pg_catalog, or of `others`, that the parser chooses for these arguments. */
export function resolveFunction(
  name: string,
  actual: readonly ArgumentType[],
  others: readonly Form[] = [],
): Resolved {
  const [only] = actual;
  // `date(x)` of a date is no call but a cast that does nothing.
  if (actual.length === 1 && only === name && builtinType(name))
    return { volatility: "immutable", returns: name };
  const resolved = agreement(functionForms(name, actual, others), actual);
  if (others.length > 0 || !writtenOut.has(name)) return resolved;
  return { ...resolved, volatility: worst(actual.map((type) => castVolatility(type, "text"))) };
}

/** SQL functions that are written out in the place of their call: they only turn their arguments into text. */
const writtenOut = new Set(["anytextcat", "quote_literal", "quote_nullable", "textanycat"]);

/** The functions that these arguments may mean; none: there is no such function. */
export function functionForms(
  name: string,
  actual: readonly ArgumentType[],
  others: readonly Form[] = [],
): readonly Form[] {
  const forms = [...builtinFunctions(name), ...others].flatMap((form) => {
    const fitted = withCount(form, actual.length);
    return fitted ? [fitted] : [];
  });
  return selectCandidates(forms, actual);
}

/** Defaults left out, or the variadic argument repeated, as the number of arguments asks. */
function withCount(form: Form, count: number): Form | undefined {
  const { arguments: types, defaults, variadic } = form;
  const last = types.at(-1);
  if (variadic && last !== undefined && count >= types.length) {
    const element =
      last === "any" ? "any" : last.replace(/^_/, "").replace(/^anyarray$/, "anyelement");
    const repeated = Array.from({ length: count - types.length + 1 }, () => element);
    return { ...form, arguments: [...types.slice(0, -1), ...repeated] };
  }
  if (count > types.length || count < types.length - defaults) return undefined;
  return { ...form, arguments: types.slice(0, count) };
}

export function resolveOperator(
  name: string,
  left: ArgumentType | "none",
  right: ArgumentType,
): Resolved {
  const joined = name === "||" ? joinedText(left, right) : undefined;
  if (joined) return joined;
  const actual = left === "none" ? [right] : [left, right];
  return agreement(operatorForms(name, left, right), actual);
}

/** The operators that these operands may mean; none: there is no such operator. */
export function operatorForms(
  name: string,
  left: ArgumentType | "none",
  right: ArgumentType,
): readonly Pick<Form, "volatility" | "returns" | "arguments">[] {
  const unary = left === "none";
  const actual = unary ? [right] : [left, right];
  const forms = operands(name, unary);
  // A literal beside a known type is taken for one of the same type first.
  const [one, other] = actual;
  const twin = one === literal ? other : other === literal ? one : undefined;
  if (twin !== undefined && twin !== literal) {
    const alike = forms.filter((form) => form.arguments.every((type) => type === twin));
    if (alike.length === 1) return alike;
  }
  return selectCandidates(forms, actual);
}

/** `text || anynonarray` is such a function too; a literal is text where the other side has no `||` of its own. */
function joinedText(left: ArgumentType | "none", right: ArgumentType): Resolved | undefined {
  const isText = (type: ArgumentType): boolean => /^(text|varchar|bpchar|name)$/.test(type ?? "");
  const beside = (side: ArgumentType, other: ArgumentType): boolean =>
    isText(side) || (side === literal && !hasOwnJoin(other));
  const other = beside(left, right) ? right : beside(right, left) ? left : undefined;
  if (other === undefined || other === literal || isText(other) || other.startsWith("_"))
    return undefined;
  return { volatility: castVolatility(other, "text"), returns: "text" };
}

const hasOwnJoin = (type: ArgumentType): boolean =>
  builtinOperators("||").some((form) => form.left === type && form.right === type);

const called = new Map<string, ReturnType<typeof madeOperands>>();

/** The operators of a name as functions of one or two arguments. */
function operands(name: string, unary: boolean): ReturnType<typeof madeOperands> {
  const key = `${unary} ${name}`;
  const known = called.get(key);
  if (known) return known;
  const made = madeOperands(name, unary);
  called.set(key, made);
  return made;
}

const madeOperands = (name: string, unary: boolean) =>
  builtinOperators(name)
    .filter((form) => (form.left === "") === unary)
    .map((form) => ({
      ...form,
      arguments: unary ? [form.right] : [form.left, form.right],
      returns: form.result,
    }));

/** What all the forms that are left have in common. */
function agreement(
  forms: readonly Pick<Form, "volatility" | "returns" | "arguments">[],
  actual: readonly ArgumentType[],
): Resolved {
  const [first, ...rest] = forms;
  if (!first) return { volatility: "unknown", returns: undefined };
  const returned = first.returns.replace(/^setof /, "");
  const [own, ...others] = forms.map((form) =>
    worst([form.volatility, ...coercions(form, actual)]),
  );
  const volatility = own !== undefined && others.every((other) => other === own) ? own : "unknown";
  const same = rest.every((form) => form.returns === first.returns);
  return {
    volatility,
    returns: !same
      ? undefined
      : isPolymorphic(returned)
        ? concrete(returned, first, actual)
        : returned,
  };
}

/** Of turning the arguments into what the form wants. */
const coercions = (
  form: Pick<Form, "arguments">,
  actual: readonly ArgumentType[],
): readonly (Volatility | "unknown")[] =>
  form.arguments.map((wanted, at) =>
    isPolymorphic(wanted) ? "immutable" : castVolatility(actual[at], wanted),
  );

/** anyelement, anyarray and the like become what the argument of the same kind is. */
function concrete(
  returned: string,
  form: Pick<Form, "arguments">,
  actual: readonly ArgumentType[],
): ArgumentType {
  const at = form.arguments.indexOf(returned);
  const type = at < 0 ? undefined : actual[at];
  return type === literal ? undefined : type;
}

/** Of turning a value of one type into another; a literal is turned while the statement is read. */
export function castVolatility(source: ArgumentType, target: ArgumentType): Volatility | "unknown" {
  if (source === literal) return "immutable";
  if (source === undefined || target === undefined) return "unknown";
  if (source === target) return "immutable";
  if (source.startsWith("_") && target.startsWith("_"))
    return castVolatility(source.slice(1), target.slice(1));
  const cast = builtinCast(source, target);
  if (cast && cast.method !== "inout") return cast.volatility;
  return throughText(source, target);
}

/** Written out and read in again: of arrays, array_in and array_out are stable. */
function throughText(source: string, target: string): Volatility | "unknown" {
  if (source.startsWith("_") || target.startsWith("_")) return "stable";
  const [from, to] = [builtinType(source), builtinType(target)];
  if (!from || !to) return "unknown";
  return worst([from.output, to.input]);
}

const order = ["immutable", "unknown", "stable", "volatile"] as const;

/** A part that certainly changes makes the whole so; after that, one that is not known leaves it open. */
export const worst = (parts: readonly (Volatility | "unknown")[]): Volatility | "unknown" =>
  parts.reduce<Volatility | "unknown">(
    (before, part) => (order.indexOf(part) > order.indexOf(before) ? part : before),
    "immutable",
  );
