import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { OpenedHistory } from "../../server/src/history/open.ts";
import { rules } from "../../server/src/rules/registry.ts";
import type { Example } from "../../server/src/rules/rule.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { plainObjects } from "../engine/objects/cases/plain-objects.ts";
import { policies } from "../engine/objects/cases/policies.ts";
import { routines } from "../engine/objects/cases/routines.ts";
import { triggers } from "../engine/objects/cases/triggers.ts";
import { types } from "../engine/objects/cases/types.ts";
import { columns } from "../engine/relations/cases/columns.ts";
import { constraints } from "../engine/relations/cases/constraints.ts";
import { partitions } from "../engine/relations/cases/partitions.ts";
import { newParser } from "../support/parser.ts";
import { type Displaced, displacements, plain } from "./support/displace.ts";

/** Findings and fixes stand where the tokens stand, whatever is between them. */
const options = { rerun: "require", disabledRules: [] } as const;
const path = "migrations/0002_this.sql";
let service: Service;

beforeAll(async () => {
  service = createService(await newParser());
});

const examples: readonly Pick<Example, "given" | "sql">[] = [
  ...rules.flatMap(({ examples: { flags, allows } }) => [...flags, ...allows]),
  ...readdirSync("examples/migrations").map((name) => ({
    sql: readFileSync(`examples/migrations/${name}`, "utf8"),
  })),
];
/** Many statements each: their places only. */
const lists: readonly string[] = [
  ...[...columns, ...constraints, ...partitions, ...policies],
  ...[...triggers, ...types, ...routines, ...plainObjects],
];

describe.each(Object.entries(displacements))("%s", (_, displace) => {
  test.each(examples)("$sql", ({ given = "", sql }) => {
    const displaced = displace(sql);
    const before = history(given, sql);
    const after = history(given, displaced.text);
    const { findings, found } = compareFindings(before, after, displaced);
    const edits = (opened: OpenedHistory, of: typeof findings) =>
      of.map((one) =>
        service.fixes(opened, one, options).map((fix) => fix.edits.map(({ span }) => span)),
      );
    expect(edits(after, found)).toEqual(
      edits(before, findings).map((fixes) => fixes.map((spans) => spans.map(displaced.moved))),
    );
    const fixed = service.fixAll(after, path, "review", options).text;
    expect(plain(fixed)).toContain(
      plain(service.fixAll(before, path, "review", options).text).trim(),
    );
  });
});

test.each(Object.entries(displacements))("lists of statements %s", (_, displace) => {
  for (const sql of lists) {
    const displaced = displace(sql);
    compareFindings(history("", sql), history("", displaced.text), displaced);
  }
});

function compareFindings(before: OpenedHistory, after: OpenedHistory, { moved }: Displaced) {
  const { findings } = service.check(before, path, options);
  const first = moved({ start: 0, end: 0 }).start;
  const found = service
    .check(after, path, options)
    .findings.filter(({ span }) => span.start >= first);
  expect(found.map(({ rule, span }) => ({ rule, ...span }))).toEqual(
    findings.map(({ rule, span }) => ({ rule, ...moved(span) })),
  );
  return { findings, found };
}

function history(given: string, sql: string): OpenedHistory {
  const [opened] = service.open([
    { path: "migrations/0001_given.sql", text: given },
    { path, text: sql },
  ]);
  if (!opened) throw new Error("no history");
  return opened;
}
