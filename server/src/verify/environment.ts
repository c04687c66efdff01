import type { Environment } from "../history/declared.ts";
import { platforms } from "../history/platforms.ts";
import { inQuotes } from "../sql/names.ts";
import { supabase } from "./supabase.ts";

/**
 * Commands that make what is declared to exist before the first migration. Only what is declared: nothing is guessed.
 * Of declared tables nobody has said what is in them; they stand empty, without a column.
 */
export function environmentCommands(environment: Environment): readonly string[] {
  const { preset, roles, schemas, extensions, tables, baseline } = environment;
  const platform = preset && platforms[preset];
  return [
    ...[...(platform?.roles ?? []), ...roles].filter((role) => role !== "postgres").map(createRole),
    ...[...(platform?.schemas ?? []), ...schemas]
      .filter((schema) => schema !== "public")
      .map((schema) => `create schema if not exists ${inQuotes(schema)}`),
    ...(platform?.extensions ?? []).map(
      (name) => `create extension if not exists ${inQuotes(name)} schema extensions cascade`,
    ),
    ...extensions.map((name) => `create extension if not exists ${inQuotes(name)} cascade`),
    ...(preset === "supabase" ? supabase : []),
    ...(baseline ? [baseline.text] : []),
    ...tables.map((table) => `create table if not exists ${table} ()`),
    ...(platform?.searchPath ? [`set search_path = ${platform.searchPath.join(", ")}`] : []),
  ];
}

/** Extensions that are declared, those of the platform among them. */
export const declaredExtensions = ({ preset, extensions }: Environment): readonly string[] => [
  ...((preset && platforms[preset].extensions) ?? []),
  ...extensions,
];

/** What stands in for something that nobody has described, as SQL names it: schemas of a platform and tables. */
export function standIns({ preset, tables }: Environment): readonly string[] {
  const schemas = (preset && platforms[preset].schemas) ?? [];
  return [...schemas.map((schema) => `${schema}.`), ...tables];
}

/** On a server of the user's it may be there. */
const createRole = (role: string): string =>
  `do $_$ begin create role ${inQuotes(role)}; exception when duplicate_object then null; end $_$`;
