import type { Environment } from "../history/declared.ts";

/** Commands that make what is declared to exist before the first migration. Only what is declared: nothing is guessed. */
export const environmentCommands = (environment: Environment): readonly string[] => [
  ...environment.roles
    .filter((role) => role !== "postgres")
    .map((role) => `create role ${quoted(role)}`),
  ...environment.extensions.map((name) => `create extension if not exists ${quoted(name)} cascade`),
  ...environment.schemas
    .filter((schema) => schema !== "public")
    .map((schema) => `create schema if not exists ${quoted(schema)}`),
  ...(environment.baseline ? [environment.baseline.text] : []),
];

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
