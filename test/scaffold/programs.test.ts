import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenedFile, OpenedHistory } from "../../server/src/history/open.ts";
import { kinds } from "../../server/src/scaffold/kinds.ts";
import { plainText } from "../../server/src/scaffold/plan.ts";
import { readSnippet, type Snippet } from "../../server/src/scaffold/snippet.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { split } from "../../server/src/sql/split.ts";
import { newParser } from "../support/parser.ts";
import { options } from "../systems/found.ts";
import { given, historyOf, short, written } from "./new-program.ts";
import { programHistories } from "./program-histories.ts";

let service: Service;
let db: PGlite;
beforeAll(async () => {
  service = createService(await newParser());
  db = await PGlite.create();
});
afterAll(() => db.close());

/** What a part of the file sends, call by call, without the indentation of the call. */
const sent = (file: OpenedFile, part: "up" | "down"): readonly string[] => {
  const { source } = file;
  const span = part === "up" ? source?.up : source?.down;
  return (source?.sends ?? [])
    .filter((one) => span && span.start <= one.span.start && one.span.end <= span.end)
    .map((one) => source?.sql.slice(one.span.start, one.span.end) ?? "")
    .map((sql) => {
      const indent = /^\n([ \t]*)/.exec(sql)?.[1] ?? "";
      return sql.replaceAll(`\n${indent}`, "\n").trim();
    });
};

const leavesTransaction = (sql: string): boolean => /^(?:COMMIT|BEGIN)$/.test(sql);

/** The statements of a kind as the tool can run them. */
const statements = (body: string, file: OpenedFile): readonly string[] => {
  const all = split(plainText(body)).map((one) => one.text);
  return isConcurrent(file)
    ? all
    : all
        .filter((one) => !one.startsWith("DROP INDEX CONCURRENTLY") || all.length === 1)
        .map((one) => one.replaceAll(" CONCURRENTLY", ""));
};

const isConcurrent = (file: OpenedFile): boolean => /CONCURRENTLY/.test(file.text);
const keepsTransaction = new Set(["kysely", "mikro-orm"]);

const numbers = (parts: Snippet): readonly number[] => [
  ...new Set(
    parts.flatMap((one) =>
      one.kind === "text" ? [] : [one.number, ...(one.kind === "place" ? numbers(one.inner) : [])],
    ),
  ),
];

describe.each(Object.entries(programHistories))("a new migration of %s", (_, one) => {
  test("is recognised, and named as the last one is", () => {
    expect(historyOf(service, one, one.files).runner.id).toBe(one.tool);
    const { path } = written(service, one, one.files, "add-column");
    expect(path.startsWith(`${one.folder}/`)).toBe(true);
    expect(short(path)).toMatch(one.next);
  });

  test("may be blank", () => {
    const { path, snippet } = written(service, one, one.files, "blank");
    expect(numbers(readSnippet(snippet))).toEqual([0]);
    const file = historyOf(service, one, { ...one.files, [path]: plainText(snippet) }).files.at(-1);
    expect(file?.path).toBe(path);
    expect(file && [...sent(file, "up"), ...sent(file, "down")].join("")).toBe("");
  });

  describe.each(kinds.filter((kind) => kind.id !== "blank"))("$id", (kind) => {
    let file: OpenedFile;
    let history: OpenedHistory;
    let snippet: string;
    beforeAll(() => {
      const files = given(one, kind.id);
      const made = written(service, one, files, kind.id);
      snippet = made.snippet;
      history = historyOf(service, one, { ...files, [made.path]: plainText(snippet) });
      const last = history.files.at(-1);
      if (last?.path !== made.path) throw new Error("it is not run last");
      file = last;
    });

    test("is read back whole, with the kind's statements", () => {
      expect(file.source?.opaque).toBeUndefined();
      expect(isConcurrent(file)).toBe(
        kind.outsideTransaction === true && !keepsTransaction.has(one.tool),
      );
      const said = (part: "up" | "down") =>
        sent(file, part).filter((sql) => !leavesTransaction(sql));
      expect(said("up")).toEqual(statements(kind.up, file));
      expect(said("down")).toEqual(statements(kind.down, file));
    });

    test("keeps the kind's places", () => {
      const places = (text: string) => numbers(readSnippet(text)).toSorted();
      const wanted = isConcurrent(file) || !kind.outsideTransaction ? kind.up : kind.up.slice(70);
      expect(places(snippet)).toEqual(places(`${wanted}${kind.down}`));
    });

    test("passes our own check", () => {
      expect(service.check(history, file.path, options).findings).toEqual([]);
    });

    test("goes up, down and up again on PostgreSQL", async () => {
      const run = async (each: OpenedFile, part: "up" | "down"): Promise<void> => {
        const wraps = !each.outsideTransaction && each.grouping !== "per statement";
        if (wraps) await db.exec("BEGIN");
        for (const sql of sent(each, part)) await db.exec(sql);
        if (wraps) await db.exec("COMMIT");
      };
      const [first] = history.files;
      if (!first) throw new Error("no first migration");
      await db.exec(
        "DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP ROLE IF EXISTS app_reader",
      );
      await run(first, "up");
      await run(file, "up");
      await run(file, "down");
      await run(file, "up");
    });
  });
});
