import { rule } from "../rule.ts";
import { prerequisites } from "./missing.ts";

export default rule({
  id: "prerequisite/extension-missing",
  title: "Something of an extension that no migration creates",
  why: "The function, type or operator class comes with an extension, and no migration runs CREATE EXTENSION for it. A database that was made from a template or an image with the extension has it; an empty one does not.",
  severity: "warning",
  run: "fresh",
  aliases: [],
  check: (scene) =>
    prerequisites(
      scene,
      (missing) => missing.extension !== undefined,
      ({ extension, failure }) =>
        `Extension "${extension}" must be there first: no migration creates it (${failure.sqlstate} ${failure.message}).`,
      ({ extension }) =>
        `Run CREATE EXTENSION IF NOT EXISTS "${extension}" before it, or declare it as part of the environment.`,
    ),
  examples: {
    flags: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "CREATE TABLE IF NOT EXISTS invoices (id uuid DEFAULT uuid_generate_v4());",
      },
      {
        given: "CREATE TABLE stops (label text, valid daterange);",
        sql: "CREATE INDEX IF NOT EXISTS stops_valid ON stops USING gist (label, valid);",
      },
      {
        given: "CREATE TABLE stops (label text);",
        sql: "CREATE INDEX IF NOT EXISTS stops_label ON stops USING gin (label gin_trgm_ops);",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "CREATE TABLE IF NOT EXISTS invoices (id uuid DEFAULT gen_random_uuid());",
        because: "PostgreSQL has that function itself since version 13",
      },
    ],
  },
});
