import type { Catalog, Origin } from "../catalog/catalog.ts";
import { plainNames } from "../catalog/look-up.ts";
import { forget, put } from "../catalog/names.ts";
import { newCatalog } from "../catalog/new-catalog.ts";
import type { PlainClass } from "../catalog/outcome.ts";
import { execute, type Machine } from "../plpgsql/execute.ts";
import { inQuotes } from "../sql/names.ts";
import { beginsFromNothing } from "./begins.ts";
import { openSchema } from "./missing.ts";
import type { OpenedHistory } from "./open.ts";
import { platforms } from "./platforms.ts";
import { readText } from "./read-statements.ts";

/** The catalog before the first migration: nothing but what is declared, or an unknown past. */
export function catalogAtStart(machine: Machine, history: OpenedHistory): Catalog {
  const { postgresVersion } = history;
  const catalog = startOf(machine, history);
  return postgresVersion === undefined ? catalog : { ...catalog, postgresVersion };
}

function startOf(machine: Machine, history: OpenedHistory): Catalog {
  const { environment } = history;
  if (worldOf(machine, history) === "open") return newCatalog("open");
  const preset = environment.preset && platforms[environment.preset];
  let catalog = newCatalog("closed");
  for (const schema of [...(preset?.schemas ?? []), ...environment.schemas])
    catalog = openSchema(withPlain(catalog, "schema", schema), schema);
  for (const role of [...(preset?.roles ?? []), ...environment.roles])
    catalog = withPlain(catalog, "role", role);
  if (preset?.searchPath)
    catalog = { ...catalog, session: { ...catalog.session, searchPath: preset.searchPath } };
  for (const extension of environment.extensions)
    catalog = run(
      machine,
      catalog,
      `CREATE EXTENSION IF NOT EXISTS ${inQuotes(extension)} CASCADE`,
    );
  for (const extension of preset?.extensions ?? [])
    catalog = run(
      machine,
      catalog,
      `CREATE EXTENSION IF NOT EXISTS ${inQuotes(extension)} SCHEMA extensions CASCADE`,
    );
  if (environment.baseline) catalog = run(machine, catalog, environment.baseline.text, inBaseline);
  for (const table of environment.tables) {
    const key = table.includes(".") ? table : `public.${table}`;
    catalog = { ...catalog, relations: forget(catalog.relations, key) };
  }
  return catalog;
}

/** Seen, other than what a statement only needed: it comes before the first migration. */
const inBaseline: Origin = { migration: -1, statement: 0 };

/** A declared baseline is all that was there before. */
function worldOf(machine: Machine, history: OpenedHistory): "open" | "closed" {
  if (history.pastUnseen) return "open";
  const whole = history.environment.baseline || beginsFromNothing(machine.parser, history);
  return whole ? "closed" : "open";
}

/** By world and by what is declared: the same answer, the same start. */
export function startKey(machine: Machine, history: OpenedHistory): string {
  const known = keys.get(history);
  if (known !== undefined) return known;
  const key = `${worldOf(machine, history)} ${history.postgresVersion} ${history.folder} ${JSON.stringify(history.environment)}`;
  keys.set(history, key);
  return key;
}

const keys = new WeakMap<OpenedHistory, string>();

function run(machine: Machine, start: Catalog, sql: string, origin: Origin = "assumed"): Catalog {
  let catalog = start;
  for (const { effects } of readText(machine.parser, sql))
    catalog = execute(machine, catalog, effects, origin).catalog;
  return catalog;
}

const withPlain = (catalog: Catalog, of: PlainClass, name: string): Catalog => ({
  ...catalog,
  plain: catalog.plain.set(
    of,
    put(plainNames(catalog, of), name, { name, definition: "declared", origin: "assumed" }),
  ),
});
