import { expect, test } from "vitest";
import { madeSince } from "../../server/src/rules/fixes/made-since.ts";
import { bench } from "../../server/src/service/context.ts";
import { scenes } from "../../server/src/service/scenes.ts";
import { createService } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";

/** A statement must not be run only while something is not there that a fresh database may have already. */
test("what a later statement only needs, or IF NOT EXISTS may find, is no sign of the second run", async () => {
  const parser = await newParser();
  const path = "supabase/migrations/20260101000000_a.sql";
  const text = [
    "ALTER TABLE keys ADD COLUMN id bigint;",
    "CREATE TABLE made (id int);",
    "CREATE TABLE IF NOT EXISTS perhaps (id int);",
    "CREATE POLICY p ON storage.objects USING (true);",
  ].join("\n");
  const [history] = createService(parser).open([{ path, text }]);
  const on = history && bench({ parser, roots: new Map() }, history, path);
  const [first] = on ? [...scenes(on)] : [];
  if (!first) throw new Error("no statement");
  expect(madeSince(first.scene, []).map(({ words }) => words)).toEqual(["made is not there"]);
});
