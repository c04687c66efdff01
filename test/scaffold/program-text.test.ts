import { beforeAll, describe, expect, test } from "vitest";
import { programTools } from "../../server/src/scaffold/programs/registry.ts";
import {
  lastStop,
  plainOf,
  readSnippet,
  snippet,
  sourceOf,
  text,
} from "../../server/src/scaffold/snippet.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { historyOf } from "./new-program.ts";
import { programHistories } from "./program-histories.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

const hard = [
  "SELECT E'\\\\n\\t', '`', '${x}', $$\\d+$$, '\"\"\"', \"a\"\"b\"",
  "SELECT '\\', '''', $a$it's \"\"\"\"$a$",
  'DO $$\nBEGIN\n\n  RAISE NOTICE \'`% ${} \\ """\';\nEND\n$$',
  "SELECT '\\'",
  'SELECT "a"',
];

describe.each(Object.entries(programHistories))("%s", (_, one) => {
  test.each(hard)("sends what was meant: %s", (sql) => {
    const history = historyOf(service, one, one.files);
    const made = programTools.get(one.tool)?.write({
      history,
      names: [],
      title: 'a """ title \\',
      words: "a_title",
      up: [text(sql)],
      down: [text("SELECT 1")],
      remark: undefined,
      outsideTransaction: false,
      now: Date.UTC(2026, 10, 21),
    });
    if (!made || "problem" in made) throw new Error("nothing was written");
    const written = plainOf(readSnippet(sourceOf(made.text)));
    expect(written).toBe(plainOf(made.text));
    const again = historyOf(service, one, { ...one.files, [made.path]: written });
    const source = again.files.find(({ path }) => path === made.path)?.source;
    const [first] = source?.sends ?? [];
    const sent = source?.sql.slice(first?.span.start, first?.span.end) ?? "";
    const indent = /^\n([ \t]*)/.exec(sent)?.[1] ?? "";
    expect(sent.replaceAll(`\n${indent}`, "\n").trim()).toBe(sql);
  });
});

describe("a snippet", () => {
  test.each([
    "CREATE TABLE ${1:accounts} (${2:a} ${3|int,text\\,|});",
    "\\$\\$ ${2:${1:a}_${3:b}_idx} \\} \\\\ $0",
    "${4:${3:x} >= 0}",
  ])("is written as it was read: %s", (source) => {
    expect(plainOf(readSnippet(sourceOf(readSnippet(source))))).toBe(plainOf(readSnippet(source)));
    expect(readSnippet(sourceOf(readSnippet(source)))).toEqual(readSnippet(source));
  });

  test("says its defaults, a bare place that of the first place of its number", () => {
    expect(plainOf(readSnippet("${2:${1:a}_${3|x,y|}} $1 ${2} \\${ $0"))).toBe("a_x a a_x ${ ");
  });

  test("keeps texts that look like places", () => {
    expect(sourceOf(snippet`a ${"${1:b} $0 \\"} ${lastStop("}")}`)).toBe(
      "a \\${1:b\\} \\$0 \\\\ ${0:\\}}",
    );
  });
});
