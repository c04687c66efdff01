import { beforeAll, describe, expect, test } from "vitest";
import { nothingSaid } from "../../server/src/history/declared.ts";
import type { OpenedHistory } from "../../server/src/history/open.ts";
import { folderRules } from "../../server/src/rules/folder-registry.ts";
import type { FolderExample } from "../../server/src/rules/folder-rule.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";

/** Every example of every rule about the set of files. */
let service: Service;

beforeAll(async () => {
  service = createService(await newParser());
});

describe.each(folderRules)("$id", ({ id, examples }) => {
  test.each(examples.flags)("flags: $files", (example) => {
    expect(new Set(found(example))).toEqual(new Set([id]));
  });

  test.each(examples.allows)("allows: $files", (example) => {
    expect(found(example)).toEqual([]);
  });
});

function found({ files, runner, released }: FolderExample): readonly string[] {
  const sources = filesOf(files);
  const declared = { ...nothingSaid, ...(runner ? { runner } : {}) };
  const [opened] = service.open(sources, { base: "", nearby: [], declared: () => declared });
  if (!opened) throw new Error("no history");
  const history: OpenedHistory = released
    ? { ...opened, released: { called: "main", files: filesOf(released) } }
    : opened;
  return sources.flatMap(({ path }) =>
    service
      .check(history, path, { rerun: "off", disabledRules: [] })
      .findings.map((finding) => finding.rule),
  );
}

const filesOf = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).map(([name, text]) => ({ path: `db/${name}`, text }));
