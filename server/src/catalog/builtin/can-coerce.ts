import { builtinCast } from "./casts.ts";
import { builtinType } from "./types.ts";

/** A type as pg_type calls it (`_int4` for int4[]); "unknown" for a literal without one; undefined: nobody knows. */
export type ArgumentType = string | undefined;

export const literal = "unknown";

/** can_coerce_type, implicitly; a type that nobody knows may always fit. */
export function fits(actual: ArgumentType, wanted: string): boolean {
  if (actual === undefined || actual === literal || actual === wanted) return true;
  if (isPolymorphic(wanted)) return fitsPolymorphic(actual, wanted);
  return (
    builtinCast(actual, wanted)?.context === "implicit" ||
    (isArray(actual) && wanted === "anyarray")
  );
}

export const isPolymorphic = (type: string): boolean => /^any/.test(type);

const isArray = (type: string): boolean => type.startsWith("_");

function fitsPolymorphic(actual: string, wanted: string): boolean {
  const kind = builtinType(actual)?.kind;
  switch (wanted) {
    case "anyarray":
    case "anycompatiblearray":
      return isArray(actual);
    case "anynonarray":
    case "anycompatiblenonarray":
      return !isArray(actual);
    case "anyrange":
    case "anycompatiblerange":
      return kind === "range";
    case "anymultirange":
    case "anycompatiblemultirange":
      return kind === "multirange";
    case "anyenum":
      return kind === "enum";
    default:
      return true;
  }
}

/**
 * func_select_candidate: of the forms that all arguments fit, those that the parser's rules leave over. More than one
 * where the types do not say enough.
 */
export function selectCandidates<F extends { readonly arguments: readonly string[] }>(
  forms: readonly F[],
  actual: readonly ArgumentType[],
): readonly F[] {
  const exact = forms.filter((form) => form.arguments.every((wanted, at) => wanted === actual[at]));
  if (exact.length > 0) return exact;
  const fitting = forms.filter((form) =>
    actual.every((type, at) => fits(type, form.arguments[at] ?? "any")),
  );
  if (actual.includes(undefined)) return fitting;
  const sameMost = best(fitting, (form) => count(form, actual, (wanted, type) => wanted === type));
  const preferred = best(sameMost, (form) =>
    count(form, actual, (wanted, type) => wanted === type || isPreferred(wanted)),
  );
  return byLiterals(preferred, actual);
}

/** Where only literals are left to decide: strings first, else one category's preferred type. */
function byLiterals<F extends { readonly arguments: readonly string[] }>(
  forms: readonly F[],
  actual: readonly ArgumentType[],
): readonly F[] {
  if (forms.length < 2 || !actual.includes(literal)) return forms;
  const known = new Set(actual.filter((type) => type !== literal));
  const [only] = known;
  if (known.size === 1 && only !== undefined) {
    const alike = forms.filter((form) => form.arguments.every((wanted) => wanted === only));
    if (alike.length === 1) return alike;
  }
  let left = forms;
  actual.forEach((type, at) => {
    if (type !== literal) return;
    const isString = (form: F): boolean => categoryOf(form.arguments[at]) === "S";
    const category = left.some(isString) ? "S" : categoryOf(left[0]?.arguments[at]);
    const same = left.filter((form) => categoryOf(form.arguments[at]) === category);
    const chosen = same.filter((form) => isPreferred(form.arguments[at] ?? ""));
    if (same.length > 0) left = chosen.length > 0 ? chosen : same;
  });
  return left;
}

const isPreferred = (type: string): boolean => builtinType(type)?.preferred ?? false;
const categoryOf = (type: string | undefined): string =>
  type === undefined ? "" : isArray(type) ? "A" : (builtinType(type)?.category ?? "U");

function count(
  form: { readonly arguments: readonly string[] },
  actual: readonly ArgumentType[],
  test: (wanted: string, type: string) => boolean,
): number {
  return form.arguments.filter((wanted, at) => {
    const type = actual[at];
    return type !== undefined && type !== literal && test(wanted, type);
  }).length;
}

function best<F>(forms: readonly F[], score: (form: F) => number): readonly F[] {
  const highest = Math.max(...forms.map(score));
  return forms.filter((form) => score(form) === highest);
}
