import type { Catalog, Relation, Routine } from "../catalog.ts";
import { isTable } from "../relations/require.ts";
import type { Thing } from "../relations/things.ts";
import { isOwner } from "./children.ts";

/** Something whose definition is an expression or a query, as canonical JSON of the syntax tree. */
export interface Holder {
  readonly thing: Thing;
  readonly definition: string;
}

/** Views, defaults, checks, indexes, policies, rules and triggers, routines with a parsed body. */
export const holders = (catalog: Catalog): readonly Holder[] => [
  ...inRelations(catalog.relations.known).flatMap((one) => one.holders),
  ...withBodies(catalog.routines.known),
];

/** The triggers that call a routine. */
export const triggersCalling = (catalog: Catalog, key: string): readonly Thing[] =>
  inRelations(catalog.relations.known).flatMap(({ triggers }) =>
    triggers.flatMap((one) => (one.calls === key ? [one.thing] : [])),
  );

/** What one relation has of both. */
interface Inside {
  readonly holders: readonly Holder[];
  readonly triggers: readonly { readonly thing: Thing; readonly calls: string }[];
}

/** A row of drops asks the same of the same relations. */
let last: { readonly known: Relations; readonly inside: readonly Inside[] } | undefined;
type Relations = Catalog["relations"]["known"];

function inRelations(known: Relations): readonly Inside[] {
  if (last?.known === known) return last.inside;
  const inside: Inside[] = [];
  for (const [key, relation] of known) {
    const one = insideOf(key, relation);
    if (one.holders.length + one.triggers.length > 0) inside.push(one);
  }
  last = { known, inside };
  return inside;
}

const read = new WeakMap<Relation, { readonly key: string; readonly inside: Inside }>();

function insideOf(key: string, relation: Relation): Inside {
  const found = read.get(relation);
  if (found?.key === key) return found.inside;
  const inside: Inside = {
    holders: [...holdersIn(key, relation)],
    triggers: isOwner(relation)
      ? [...relation.triggers.known.values()].map(({ name, function: calls }) => ({
          thing: { kind: "trigger", key, name },
          calls,
        }))
      : [],
  };
  read.set(relation, { key, inside });
  return inside;
}

function* holdersIn(key: string, relation: Relation): Generator<Holder> {
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
  if (!isTable(relation)) return;
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

function* withBodies(known: Catalog["routines"]["known"]): Generator<Holder> {
  for (const [key, routine] of known)
    if (hasBody(routine)) yield { thing: { kind: "routine", key }, definition: routine.definition };
}

const bodies = new WeakMap<Routine, boolean>();

function hasBody(routine: Routine): boolean {
  const found = bodies.get(routine) ?? routine.definition.includes('"sql_body"');
  bodies.set(routine, found);
  return found;
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
