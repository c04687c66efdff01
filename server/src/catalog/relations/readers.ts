import { columnsRead } from "../../effects/relations/written-expression.ts";
import type { Catalog, Policy, Table, Trigger } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { linkedTo } from "./links.ts";
import { isTable } from "./require.ts";

/** What certainly reads a column and does not go away with it unasked. */
export interface Reader {
  readonly kind: "view" | "policy" | "trigger" | "generated column";
  /** The relation key of a view, else of the table. */
  readonly key: string;
  readonly name: string;
}

export function readersOf(catalog: Catalog, key: string, column: string): readonly Reader[] {
  const table = catalog.relations.known.get(key);
  if (!table) return [];
  const views = linkedTo(catalog, key).flatMap(({ key: view, relation }): Reader[] =>
    (relation.kind === "view" || relation.kind === "materialized view") &&
    relation.reads.some((read) => read.relation === key && read.columns?.includes(column))
      ? [{ kind: "view", key: view, name: relation.name }]
      : [],
  );
  return isTable(table) ? [...views, ...ownReaders(table, key, column)] : views;
}

function ownReaders(table: Table, key: string, column: string): readonly Reader[] {
  const readers: Reader[] = [];
  table.columns.known.forEach((other) => {
    if (!other.generated || !other.default || other.name === column) return;
    if (columnsRead(other.default.value).includes(column))
      readers.push({ kind: "generated column", key, name: other.name });
  });
  table.policies.known.forEach((policy) => {
    if (policyReads(policy, table.name, column))
      readers.push({ kind: "policy", key, name: policy.name });
  });
  table.triggers.known.forEach((trigger) => {
    if (!trigger.inherited && triggerReads(trigger, column))
      readers.push({ kind: "trigger", key, name: trigger.name });
  });
  return readers;
}

/** The kinds of readers, each once. */
export const certainReaders = (
  catalog: Catalog,
  key: string,
  column: string,
): readonly string[] => [...new Set(readersOf(catalog, key, column).map(({ kind }) => kind))];

/** Outside of subqueries a bare name is the table's own column; with the table's name before it, it is so anywhere. */
const policyReads = (policy: Policy, table: string, column: string): boolean =>
  someColumn(parsed(policy.definition), 0, (names, depth) =>
    names.length === 1
      ? depth === 0 && names[0] === column
      : names.at(-2) === table && names.at(-1) === column,
  );

/** UPDATE OF column, WHEN (new.column …). */
function triggerReads(trigger: Trigger, column: string): boolean {
  const tree = parsed(trigger.definition);
  const listed = stringsIn((tree as { columns?: unknown } | undefined)?.columns);
  return (
    listed.includes(column) ||
    someColumn(
      tree,
      0,
      (names) => /^(new|old)$/.test(names.at(-2) ?? "") && names.at(-1) === column,
    )
  );
}

/** Tables with a policy that reads the table in a subquery. */
export function policiesReading(
  catalog: Catalog,
  table: { readonly schema: string; readonly name: string },
): readonly { readonly key: string; readonly name: string }[] {
  const own = relationKey(table.schema, table.name);
  const found: { key: string; name: string }[] = [];
  catalog.relations.known.forEach((relation, key) => {
    if (!isTable(relation) || key === own) return;
    relation.policies.known.forEach((policy) => {
      if (!policy.definition.includes(`"relname":${JSON.stringify(table.name)}`)) return;
      if (someRange(parsed(policy.definition), table, catalog.session.searchPath))
        found.push({ key, name: policy.name });
    });
  });
  return found;
}

/** Definitions are canonical JSON of the syntax tree. */
function parsed(definition: string): unknown {
  try {
    return JSON.parse(definition);
  } catch {
    return undefined;
  }
}

function someColumn(
  node: unknown,
  depth: number,
  test: (names: readonly string[], depth: number) => boolean,
): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (Array.isArray(node)) return node.some((item) => someColumn(item, depth, test));
  return Object.entries(node).some(([tag, body]) => {
    if (tag === "ColumnRef") return test(stringsIn((body as { fields?: unknown }).fields), depth);
    return someColumn(body, tag === "SubLink" ? depth + 1 : depth, test);
  });
}

function someRange(
  node: unknown,
  table: { readonly schema: string; readonly name: string },
  path: readonly string[],
): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (Array.isArray(node)) return node.some((item) => someRange(item, table, path));
  return Object.entries(node).some(([tag, body]) => {
    if (tag !== "RangeVar") return someRange(body, table, path);
    const { relname, schemaname } = body as { relname?: string; schemaname?: string };
    if (relname !== table.name) return false;
    return schemaname === undefined ? path.includes(table.schema) : schemaname === table.schema;
  });
}

const stringsIn = (nodes: unknown): readonly string[] =>
  Array.isArray(nodes)
    ? nodes.flatMap((node: { String?: { sval?: string } }) =>
        node.String?.sval === undefined ? [] : [node.String.sval],
      )
    : [];
