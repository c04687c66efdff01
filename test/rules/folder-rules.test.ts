import { beforeAll, describe, expect, test } from "vitest";
import { nothingSaid } from "../../server/src/history/declared.ts";
import type { OpenedHistory } from "../../server/src/history/open.ts";
import { folderRules } from "../../server/src/rules/folder-registry.ts";
import type { FolderExample } from "../../server/src/rules/folder-rule.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { applyEdits } from "../../server/src/text/edits.ts";
import { newParser } from "../support/parser.ts";
import { newSqlite } from "../support/sqlite.ts";

/** Every example of every rule about the set of files: found, mended by the first fix, found no more, or silenced. */
const options = { rerun: "off", disabledRules: [] } as const;
let service: Service;

beforeAll(async () => {
  const sqlite = await newSqlite();
  service = createService(await newParser(), undefined, () => sqlite);
});

type Files = FolderExample["files"];

describe.each(folderRules)("$id", ({ id, examples }) => {
  test.each(examples.flags)("flags: $files", (example) => {
    const found = new Set(findings(example, example.files).map(({ finding }) => finding.rule));
    expect(found).toEqual(new Set([id, ...(example.also ?? [])]));
    const after = mended(example);
    expect(after).toEqual(example.fixed ?? example.files);
    if (example.fixed) expect(findings(example, after)).toEqual([]);
  });

  test.each(examples.flags)("is silenced by a comment: $files", (example) => {
    expect(findings(example, silenced(example))).toEqual([]);
  });

  test.each(examples.allows)("allows: $files", (example) => {
    expect(findings(example, example.files)).toEqual([]);
  });
});

const marks: Readonly<Record<string, string>> = {
  ".sql": "--",
  ".py": "#",
  ".json": "//",
  ".yml": "#",
  ".ts": "//",
};

/** The comment in every file that something is said of. */
function silenced(example: FolderExample): Files {
  const told = findings(example, example.files).map(({ finding }) => finding);
  return Object.fromEntries(
    Object.entries(example.files).map(([name, text]) => {
      const own = told.filter((one) => one.path === pathOf(name)).map((one) => one.rule);
      const ids = [...new Set(own)].join(", ");
      const comment = `${marks[name.slice(name.lastIndexOf("."))]} safe-migrations-ignore-file ${ids}: it may stay`;
      return [name, ids === "" ? text : `${text}\n${comment}\n`];
    }),
  );
}

function findings({ runner, released }: FolderExample, files: Files) {
  const sources = filesOf(files);
  const declared = { ...nothingSaid, ...(runner ? { runner } : {}) };
  // All of them lie around, too: configuration is what says who runs them.
  const [opened] = service.open(sources, {
    base: "",
    nearby: sources,
    declared: () => declared,
    mentions: (word) => sources.filter(({ text }) => text.includes(word)),
  });
  if (!opened) throw new Error("no history");
  const history: OpenedHistory = released
    ? { ...opened, released: { called: "main", files: filesOf(released) } }
    : opened;
  return sources.flatMap(({ path }) =>
    service
      .check(history, path, options)
      .findings.map((finding) => ({ finding, fixes: service.fixes(history, finding, options) })),
  );
}

/** The files after the first fix of the first finding that has one. */
function mended(example: FolderExample): Files {
  const found = findings(example, example.files).find((one) => one.fixes.length > 0);
  const [fix] = found?.fixes ?? [];
  if (!found || !fix) return example.files;
  const next = new Map(Object.entries(example.files));
  const own = { path: found.finding.path, edits: fix.edits };
  for (const one of [own, ...(fix.others ?? [])]) {
    const name = nameOf(one.path);
    const text = applyEdits(next.get(name) ?? "", one.edits);
    next.delete(name);
    next.set("renamed" in one && one.renamed ? nameOf(one.renamed) : name, text);
  }
  return Object.fromEntries(next);
}

const pathOf = (name: string): string => `versions/${name}`;
const nameOf = (path: string): string => path.slice("versions/".length);

const filesOf = (files: Files) =>
  Object.entries(files).map(([name, text]) => ({ path: pathOf(name), text }));
