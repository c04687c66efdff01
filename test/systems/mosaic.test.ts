import { beforeAll, describe, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { type Files, seen } from "./found.ts";
import { mended } from "./mend.ts";
import * as mosaic from "./mosaic.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

const { paths } = mosaic;

interface Case {
  readonly row: string;
  readonly files: Files;
  readonly rule: string;
  readonly path: string;
  readonly text: string;
  readonly fixes: readonly string[];
}

const cases: readonly Case[] = [
  {
    row: "19: a time that is not later than the one before",
    files: mosaic.late,
    rule: "history/journal-out-of-order",
    path: paths.journal,
    text: "1761000000500",
    fixes: ["Make it later: 1761000001001"],
  },
  {
    row: "19: two such times",
    files: mosaic.later,
    rule: "history/journal-out-of-order",
    path: paths.journal,
    text: "1760999999000",
    fixes: ["Make it later: 1761000000001"],
  },
  {
    row: "20: an entry without its file",
    files: mosaic.lost,
    rule: "history/journal-entry-without-file",
    path: paths.journal,
    text: '"0003_labels"',
    fixes: ["Take the entry out of the journal"],
  },
  {
    row: "20: a file without an entry",
    files: mosaic.orphan,
    rule: "history/file-without-entry",
    path: paths.archived,
    text: "",
    fixes: ["Add it to the journal"],
  },
  {
    row: "20: one idx twice",
    files: mosaic.twins,
    rule: "history/journal-numbers",
    path: paths.journal,
    text: "2",
    fixes: ["Renumber it: 0003_labels"],
  },
  {
    row: "20: one tag twice",
    files: mosaic.doubled,
    rule: "history/journal-numbers",
    path: paths.journal,
    text: '"0001_documents"',
    fixes: ["Take the second entry out"],
  },
  {
    row: "20: an idx that is not the number of its file",
    files: mosaic.misnumbered,
    rule: "history/journal-numbers",
    path: paths.journal,
    text: "3",
    fixes: ["Set it to 2"],
  },
];

test("the mended package is silent", () => expect(seen(service, mosaic.fixed)).toEqual([]));

describe.each(cases)("Mosaic, row $row", ({ files, rule, path, text, fixes }) => {
  test("is pointed at in the file where it is mended", () => {
    expect(seen(service, files)).toContainEqual({ rule, path, text, fixes });
  });

  test("quick fixes alone mend it", () => {
    expect(seen(service, mended(service, files))).toEqual([]);
  });
});

test("row 20: renumbering renames the file and leaves what is in it", () => {
  const after = mended(service, mosaic.twins);
  expect(Object.keys(after)).toContain("packages/db/drizzle/0003_labels.sql");
  expect(after[paths.journal]).toContain('"idx": 3,');
});

test("row 20: an entry that is added is written like the others", () => {
  expect(JSON.parse(mended(service, mosaic.orphan)[paths.journal] ?? "")).toEqual({
    version: "7",
    dialect: "postgresql",
    entries: [
      { idx: 0, version: "7", when: 1761000000000, tag: "0000_users", breakpoints: true },
      { idx: 1, version: "7", when: 1761000001000, tag: "0001_documents", breakpoints: true },
      { idx: 2, version: "7", when: 1761000001001, tag: "0002_archived", breakpoints: true },
    ],
  });
});
