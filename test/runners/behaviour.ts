import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenedHistory } from "../../server/src/history/open.ts";
import { applyEdits } from "../../server/src/text/edits.ts";
import { type Cluster, startCluster } from "./postgres.ts";
import { openFiles } from "./project.ts";
import type { Tool } from "./tools.ts";

/** What each tool does on PostgreSQL, beside what its profile says of it. */
export function behavesAsItsProfileSays(tools: readonly Tool[]): void {
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => {
    cluster.stop();
    for (const one of cleanUp) rmSync(one, { recursive: true, force: true });
  });
  describe.each(tools)("$runner, the tool itself on PostgreSQL", (tool) => {
    test("runs 2 before or after 10 as its profile says", async () => {
      const { gaps } = historyOf(projectOf(tool, [1, 2], noting)).runner;
      const numbers = gaps === "refused" ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] : [1, 2, 10];
      const project = projectOf(tool, numbers, noting);
      const database = await fresh();
      expect(await outcome(tool, project, database)).toBe("applied");
      const order = historyOf(project).files.map(({ path }) =>
        numbers.find((n) => `/${path}`.endsWith(`/${tool.name(n)}`)),
      );
      expect(await ran(database)).toEqual(order);
    });

    test("treats a late migration, or a gap, as its profile says", async () => {
      const { gaps, late } = historyOf(projectOf(tool, [1, 2], noting)).runner;
      const database = await fresh();
      const project = projectOf(tool, [1, 3], noting);
      expect(await outcome(tool, project, database)).toBe(
        gaps === "refused" ? "refused" : "applied",
      );
      if (gaps === "refused") {
        expect(late).toBe("impossible");
        return;
      }
      write(tool, project, [1, 2, 3], noting, [2]);
      const again = await outcome(tool, project, database);
      const has = (await ran(database)).includes(2);
      expect(again === "refused" ? "refused" : has ? "applied" : "skipped").toBe(late);
    });

    test("rolls back together what its profile says shares a transaction", async () => {
      const project = projectOf(tool, [1, 2], (n) => (n === 2 ? "SELECT 1 / 0;\n" : noting(n)));
      const database = await fresh();
      expect(await outcome(tool, project, database)).toBe("refused");
      const { grouping } = historyOf(project).runner.transaction;
      expect(await ran(database)).toEqual(grouping === "all pending" ? [] : [1]);
    });

    test("builds an index CONCURRENTLY when the profile says that it can", async () => {
      const index = "CREATE INDEX CONCURRENTLY ran_n_idx ON ran (n);\n";
      const project = projectOf(tool, [1], () => index);
      const opened = historyOf(project);
      const { grouping, optOut } = opened.runner.transaction;
      const outside = opened.files[0]?.outsideTransaction || grouping === "one query";
      expect(await outcome(tool, project, await fresh())).toBe(outside ? "applied" : "refused");
      if (outside || optOut?.kind !== "directive") return;
      const path = join(project, tool.name(1));
      const text = readFileSync(path, "utf8");
      const { span, text: inserted } = optOut.edit(text);
      writeFileSync(path, text.slice(0, span.start) + inserted + text.slice(span.end));
      expect(historyOf(project).files[0]?.outsideTransaction).toBe(true);
      expect(await outcome(tool, project, await fresh())).toBe("applied");
    });

    test("sees a new enum value in the next migration unless its profile says that they share a transaction", async () => {
      const bodies = ["ALTER TYPE mood ADD VALUE 'sad';\n", "SELECT 'sad'::mood;\n"];
      const project = projectOf(tool, [1, 2], (n) => bodies[n - 1] ?? "");
      const { grouping } = historyOf(project).runner.transaction;
      expect(await outcome(tool, project, await fresh())).toBe(
        grouping === "all pending" ? "refused" : "applied",
      );
    });

    test("takes a block with semicolons as its profile says", async () => {
      const block = `DO $$\nBEGIN\n  ${noting(1).trim()}\nEND $$;\n`;
      const { cuts, around, keepWhole } = historyOf(projectOf(tool, [1], noting)).runner.splitter;
      const project = projectOf(tool, [1], () => block);
      expect(await outcome(tool, project, await fresh())).toBe(
        cuts === "semicolon" ? "refused" : "applied",
      );
      const path = join(project, tool.name(1));
      const text = readFileSync(path, "utf8");
      const kept = keepWhole?.(text, text.indexOf("DO $$"));
      if (kept) writeFileSync(path, applyEdits(text, [kept]));
      if (around) writeFileSync(path, tool.text(`${around.before}\n${block}${around.after}\n`, 1));
      expect(await outcome(tool, project, await fresh())).toBe("applied");
    });
  });
}

/** What a tool makes of a project with one migration. */
export async function applied(
  tool: Tool,
  body: string,
): Promise<{ readonly outcome: "applied" | "refused"; readonly ran: readonly number[] }> {
  const project = projectOf(tool, [1], () => body);
  const database = await fresh();
  return { outcome: await outcome(tool, project, database), ran: await ran(database) };
}

let cluster: Cluster;
const cleanUp: string[] = [];

/** Each migration writes down its own number, so that what ran, and in which order, can be read afterwards. */
export const noting = (n: number): string => `INSERT INTO ran (n) VALUES (${n});\n`;

function historyOf(project: string): OpenedHistory {
  const files = readdirSync(project, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(project.length + 1), readFileSync(path, "utf8")] as const;
    });
  const [history] = openFiles(files);
  if (!history) throw new Error("no history");
  return history;
}

function projectOf(tool: Tool, numbers: readonly number[], body: (n: number) => string): string {
  const project = mkdtempSync(join(tmpdir(), "safe-migrations-tool-"));
  cleanUp.push(project);
  write(tool, project, numbers, body);
  return project;
}

function write(
  tool: Tool,
  project: string,
  numbers: readonly number[],
  body: (n: number) => string,
  only: readonly number[] = numbers,
): void {
  const files: Record<string, string> = { ...tool.beside(numbers) };
  for (const n of only) files[tool.name(n)] = tool.text(body(n), n);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }
}

async function fresh(): Promise<string> {
  const database = await cluster.database();
  await query(database, "CREATE TABLE ran (at serial, n int); CREATE TYPE mood AS ENUM ('ok')");
  return database;
}

const ran = async (database: string): Promise<readonly number[]> =>
  (await query(database, "SELECT n FROM ran ORDER BY at")).map((row) => Number(row["n"]));

async function query(database: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client(database);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const outcome = (tool: Tool, project: string, database: string): Promise<"applied" | "refused"> =>
  tool.run(project, database).then(
    () => "applied",
    () => "refused",
  );
