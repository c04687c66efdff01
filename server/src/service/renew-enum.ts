import type { Catalog, EnumType } from "../catalog/catalog.ts";
import { alterClause } from "../effects/clauses/alter-clause.ts";
import { sqlLike } from "../effects/clauses/letter-case.ts";
import { edited } from "../history/source-file.ts";
import type { Fix } from "../rules/finding.ts";
import { type EnumColumn, enumColumns } from "../rules/fixes/enum-columns.ts";
import { writtenKey } from "../rules/fixes/written-relation.ts";
import type { Scene } from "../rules/rule.ts";
import { inQuotes, literal } from "../sql/names.ts";
import { replace } from "../text/edits.ts";
import type { Judged } from "./check-file.ts";
import { type Bench, bench, type Engines } from "./context.ts";
import { firstRunFailures } from "./first-run-failures.ts";
import { type Placed, scenes } from "./scenes.ts";
import { problems } from "./try-fix.ts";

/**
 * A value that is used in the transaction that adds it: labels that CREATE TYPE makes can be used at once, so the type
 * is made anew instead. Tried: the history fails less, and the type and the columns of it are as they would have been.
 */
export function renewEnumFixes(
  machine: Engines,
  history: Bench["history"],
  { finding, failure }: Judged,
): readonly Fix[] {
  if (failure?.sqlstate !== "55P04" || failure.subject?.class !== "enum value") return [];
  const value = failure.subject.name;
  const at = finding.related.at(-1)?.path ?? finding.path;
  const on = bench(machine, history, at);
  const adds = on && [...scenes(on)].find(({ scene }) => addsValue(scene, value));
  const edit = on && adds && renewed(on, adds);
  if (!edit || on.file.source) return [];
  const file = edited(history, on.file, [edit]);
  if ("refused" in file) return [];
  const after = { ...history, files: history.files.with(on.height, file) };
  if (firstRunFailures(machine, after) >= firstRunFailures(machine, history)) return [];
  const tried = bench(machine, after, at);
  if (!tried || problems(tried) > problems(on) || !isSame(adds.scene.after, tried.first.after))
    return [];
  return [
    {
      title: `Make the type anew with '${value}': its values can be used at once; tables that have it are rewritten under an ACCESS EXCLUSIVE lock`,
      grade: "sketch",
      edits: at === finding.path ? [edit] : [],
      ...(at === finding.path ? {} : { others: [{ path: at, edits: [edit] }] }),
      mends: "first run",
    },
  ];
}

const addsValue = ({ effects: [effect] }: Scene, value: string): boolean =>
  effect?.kind === "add-enum-value" && effect.value === value;

function renewed(on: Bench, { scene, statement }: Placed) {
  const clause = alterClause(scene.surface);
  const key = enumThatChanges(scene);
  const columns = key === undefined ? undefined : enumColumns(scene.before, key);
  const type = key === undefined ? undefined : scene.after.types.known.get(key);
  if (!clause || key === undefined || !columns || type?.kind !== "enum") return undefined;
  const old = `${key}_old`;
  if (scene.before.types.known.has(old) || scene.before.relations.known.has(old)) return undefined;
  const sql = sqlLike(scene.surface);
  const name = clause.name.text;
  const oldName = name.endsWith('"') ? `${name.slice(0, -1)}_old"` : `${name}_old`;
  const ownOld = oldName.slice(oldName.lastIndexOf(".") + 1);
  const labels = inOrder(type).map(literal).join(", ");
  const statements = [
    sql`ALTER TYPE ${name} RENAME TO ${ownOld}`,
    sql`CREATE TYPE ${name} AS ENUM (${labels})`,
    ...columns.map((one) => retyped(scene, one, name)),
    sql`DROP TYPE ${oldName}`,
  ];
  const { splitter } = on.history.runner;
  const mark = splitter.cuts === "mark" && splitter.between ? `${splitter.between}\n` : "";
  return replace(statement.span, statements.join(`;\n${mark}`));
}

function retyped(scene: Scene, column: EnumColumn, type: string): string {
  const sql = sqlLike(scene.surface);
  const table = writtenKey(scene.surface, scene.before, column.table);
  const name = quotedLike(type, column.name);
  const array = column.isArray ? "[]" : "";
  const { default: value } = column;
  const commands = [
    ...(value === undefined ? [] : [sql`ALTER COLUMN ${name} DROP DEFAULT`]),
    sql`ALTER COLUMN ${name} TYPE ${type}${array} USING ${name}::text${array}::${type}${array}`,
    ...(value === undefined ? [] : [sql`ALTER COLUMN ${name} SET DEFAULT ${literal(value)}`]),
  ];
  const own = /^[\w$]+$/.test(table) ? quotedLike(type, table) : table;
  return `${sql`ALTER TABLE ${own}`}\n  ${commands.join(",\n  ")}`;
}

/** In quotes where the type's name is. */
const quotedLike = (type: string, name: string): string =>
  type.endsWith('"') || !/^[a-z_][a-z0-9_]*$/.test(name) ? inQuotes(name) : name;

const enumThatChanges = ({ before, after }: Scene): string | undefined =>
  after.types.known.findKey(
    (type, key) => type.kind === "enum" && before.types.known.get(key) !== type,
  );

const inOrder = ({ values }: EnumType): readonly string[] =>
  [...values.known].sort(([, a], [, b]) => a.position - b.position).map(([value]) => value);

/** The same labels in the same order, and every column of the type as it was. */
function isSame(wanted: Catalog, made: Catalog): boolean {
  const labels = (catalog: Catalog): string =>
    JSON.stringify(
      [...catalog.types.known]
        .flatMap(([key, type]) => (type.kind === "enum" ? [[key, inOrder(type)] as const] : []))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  const types = (catalog: Catalog): string =>
    JSON.stringify(
      [...catalog.relations.known]
        .flatMap(([key, relation]) =>
          "rows" in relation
            ? [...relation.columns.known.values()].map((one) => [key, one.name, one.type])
            : [],
        )
        .map((one) => JSON.stringify(one))
        .sort(),
    );
  return labels(wanted) === labels(made) && types(wanted) === types(made);
}
