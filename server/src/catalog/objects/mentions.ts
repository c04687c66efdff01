import type { Catalog, Routine } from "../catalog.ts";
import { isTable } from "../relations/require.ts";
import type { Thing } from "../relations/things.ts";

/** Something whose definition is an expression or a query, as canonical JSON of the syntax tree. */
export interface Holder {
  readonly thing: Thing;
  readonly definition: string;
}

/** Views, defaults, checks, indexes, policies, rules and triggers, routines with a parsed body. */
export function* holders(catalog: Catalog): Generator<Holder> {
  for (const [key, relation] of catalog.relations.known) {
    if (
      relation.kind === "view" ||
      relation.kind === "materialized view" ||
      relation.kind === "index"
    ) {
      if (relation.kind === "index" && relation.constraint !== undefined)
        yield {
          thing: { kind: "constraint", key: relation.table, name: relation.constraint },
          definition: relation.definition,
        };
      else yield { thing: { kind: "relation", key }, definition: relation.definition };
    }
    if (!isTable(relation)) continue;
    for (const { name, default: fallback, generated } of relation.columns.known.values())
      if (fallback)
        yield {
          thing: { kind: generated ? "column" : "default", key, name },
          definition: fallback.definition,
        };
    for (const { name, definition, type } of relation.constraints.known.values())
      if (type === "check") yield { thing: { kind: "constraint", key, name }, definition };
    for (const { name, definition } of relation.policies.known.values())
      yield { thing: { kind: "policy", key, name }, definition };
    for (const { name, definition } of relation.triggers.known.values())
      yield { thing: { kind: "trigger", key, name }, definition };
    for (const { name, definition } of relation.rules.known.values())
      yield { thing: { kind: "rule", key, name }, definition };
  }
  for (const [key, { definition }] of catalog.routines.known)
    if (definition.includes('"sql_body"')) yield { thing: { kind: "routine", key }, definition };
}

/** Whether a definition certainly names the type. */
export function namesType(definition: string, key: string, path: readonly string[]): boolean {
  const [schema, name] = split(key);
  if (!definition.includes(`{"String":{"sval":${JSON.stringify(name)}}}`)) return false;
  return some(definition, (_tag, body) =>
    isName((body as { names?: unknown }).names, schema, name, path),
  );
}

/** Whether a definition certainly calls this routine, and no other of the same name. */
export function callsRoutine(
  definition: string,
  routine: Routine,
  others: readonly Routine[],
  path: readonly string[],
): boolean {
  const { schema, name } = routine;
  if (!definition.includes(`{"String":{"sval":${JSON.stringify(name)}}}`)) return false;
  return some(definition, (tag, body) => {
    if (tag !== "FuncCall") return false;
    const { funcname, args } = body as { funcname?: unknown; args?: readonly unknown[] };
    if (!isName(funcname, schema, name, path)) return false;
    const count = args?.length ?? 0;
    return takes(routine, count) && !others.some((other) => takes(other, count));
  });
}

const takes = ({ arguments: types, defaults }: Routine, count: number): boolean =>
  types === undefined || (count <= types.length && count >= types.length - defaults);

const split = (key: string): readonly [schema: string, name: string] => {
  const dot = key.indexOf(".");
  return [key.slice(0, dot), key.slice(dot + 1)];
};

function isName(list: unknown, schema: string, name: string, path: readonly string[]): boolean {
  if (!Array.isArray(list)) return false;
  const names = list.map((node: { String?: { sval?: string } }) => node.String?.sval);
  if (names.at(-1) !== name) return false;
  return names.length === 1 ? path.includes(schema) : names.at(-2) === schema;
}

function some(definition: string, test: (tag: string, body: object) => boolean): boolean {
  const visit = (tag: string, node: unknown): boolean => {
    if (typeof node !== "object" || node === null) return false;
    if (Array.isArray(node)) return node.some((item) => visit(tag, item));
    if (test(tag, node)) return true;
    return Object.entries(node).some(([inner, body]) => visit(inner, body));
  };
  try {
    return visit("", JSON.parse(definition.split("\n")[0] ?? ""));
  } catch {
    return false;
  }
}
