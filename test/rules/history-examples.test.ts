import { beforeAll, describe, expect, test } from "vitest";
import { nothingSaid } from "../../server/src/history/declared.ts";
import type { HistoryExample } from "../../server/src/rules/history-rule.ts";
import { historyRules } from "../../server/src/rules/registry.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { applyEdits } from "../../server/src/text/edits.ts";
import { newParser } from "../support/parser.ts";

/** Every example of every rule on the set of files: found, mended by the first fix, found no more. */
const options = { rerun: "auto", disabledRules: [] } as const;
let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

type Files = HistoryExample["files"];

/** All of them lie around, too: configuration is what says who runs them. */
const given = (files: Files) =>
  Object.entries(files).map(([name, text]) => ({ path: `versions/${name}`, text }));

const findings = (files: Files) =>
  service
    .open(given(files), { base: "", nearby: given(files), declared: () => nothingSaid })
    .flatMap((history) =>
      given(files).flatMap(({ path }) =>
        service
          .check(history, path, options)
          .findings.filter((one) => one.rule.startsWith("history/"))
          .map((finding) => ({ finding, fixes: service.fixes(history, finding, options) })),
      ),
    );

function mended(files: Files): Files {
  const found = findings(files).find((one) => one.fixes.length > 0);
  const [fix] = found?.fixes ?? [];
  if (!found || !fix) return files;
  const next = new Map(Object.entries(files));
  const own = { path: found.finding.path, edits: fix.edits };
  for (const one of [own, ...(fix.others ?? [])]) {
    const name = one.path.slice("versions/".length);
    const text = applyEdits(next.get(name) ?? "", one.edits);
    next.delete(name);
    next.set("renamed" in one && one.renamed ? one.renamed.slice("versions/".length) : name, text);
  }
  return Object.fromEntries(next);
}

describe.each(historyRules)("$id", (rule) => {
  test.each(rule.examples.flags)("flags %#", (example) => {
    expect(new Set(findings(example.files).map(({ finding }) => finding.rule))).toContain(rule.id);
    const after = mended(example.files);
    expect(after).toEqual(example.fixed ?? example.files);
    if (example.fixed) expect(findings(after)).toEqual([]);
  });

  test.each(rule.examples.allows)("allows %#", ({ files }) => expect(findings(files)).toEqual([]));
});
