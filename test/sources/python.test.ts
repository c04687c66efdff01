import type { SyntaxNode } from "@lezer/common";
import { describe, expect, test } from "vitest";
import { assemble } from "../../server/src/sources/assemble.ts";
import { type HostString, textOf } from "../../server/src/sources/host-string.ts";
import { editsToHost, toHost, toSql } from "../../server/src/sources/map.ts";
import { evaluate } from "../../server/src/sources/python/evaluate.ts";
import { readModule } from "../../server/src/sources/python/module.ts";
import type { Source } from "../../server/src/sources/source.ts";
import { childrenOf } from "../../server/src/sources/tree.ts";
import { applyEdits } from "../../server/src/text/edits.ts";

const texts = (python: string): readonly string[] => stringsOf(python).map(textOf);

const expressions = new Set([
  "String",
  "FormatString",
  "ContinuedString",
  "BinaryExpression",
  "CallExpression",
]);

/** Every string expression of which all is known, as a whole. */
function stringsOf(python: string): readonly HostString[] {
  const module = readModule(python);
  const found: HostString[] = [];
  const walk = (node: SyntaxNode): void => {
    const value = expressions.has(node.name) ? evaluate(python, node, module.scope) : undefined;
    if (value?.kind === "string") found.push(value.string);
    else for (const child of childrenOf(node)) walk(child);
  };
  walk(module.top);
  return found;
}

/** The last text of a program as what it sends. */
function sent(python: string): Source {
  const pieces = stringsOf(python).at(-1) ?? [];
  const call = { start: 0, end: python.length };
  return assemble([{ path: "x.py", text: python }], [{ host: 0, call, pieces }], undefined, () =>
    sent(python),
  );
}

/** The SQL's `word` as the program writes it. */
function written(python: string, word: string): string {
  const source = sent(python);
  const start = source.sql.indexOf(word);
  const { span } = toHost(source, { start, end: start + word.length });
  return python.slice(span.start, span.end);
}

/** The program with `word` of its SQL replaced. */
function replaced(python: string, word: string, text: string): string {
  const source = sent(python);
  const start = source.sql.indexOf(word);
  const edits = editsToHost(source, [{ span: { start, end: start + word.length }, text }]);
  if ("refused" in edits) return edits.refused;
  return applyEdits(
    python,
    edits.map((one) => one.edit),
  );
}

describe("texts of a Python file", () => {
  test.each([
    ["plain", `x = "a b"`, "a b"],
    ["escapes", String.raw`x = 'it\'s\n\x41\u00e9\101\\'`, "it's\nAéA\\"],
    ["an escape that means nothing", String.raw`x = "\d"`, "\\d"],
    ["raw", String.raw`x = r"\n\d"`, "\\n\\d"],
    ["triple", `x = """a\n  "b"\n"""`, `a\n  "b"\n`],
    ["Windows line ends", `x = """a\r\nb"""`, "a\nb"],
    ["a line that goes on", `x = "a \\\n b"`, "a  b"],
    ["side by side", `x = ("a "\n  'b' r"\\c")`, "a b\\c"],
    ["added", `A = "t"\nx = "drop table " + A`, "drop table t"],
    ["f-string", `A = "t"\nx = f"drop {A} {{}}"`, "drop t {}"],
    ["format", `A = "t"\nx = "drop {} {name}".format(A, name="c")`, "drop t c"],
    ["percent", `A = "t"\nx = "drop %s" % A`, "drop t"],
    ["dedent", `x = textwrap.dedent("""\n    a\n      b\n""")`, "\na\n  b\n"],
    ["joined", `x = ", ".join(["a", "b"])`, "a, b"],
    ["non-BMP", `x = "😀 \\U0001F600"`, "😀 😀"],
  ])("%s", (_, python, text) => expect(texts(python).at(-1)).toBe(text));

  test("what nobody knows is no text", () => {
    expect(texts(`x = f"drop {name()}"`)).toEqual([]);
    expect(texts(`x = b"bytes"`)).toEqual([]);
  });
});

describe("places", () => {
  test("go through escapes, prefixes and pieces", () => {
    expect(written(String.raw`x = 'it\'s t1'`, "t1")).toBe("t1");
    expect(written(String.raw`x = 'it\'s t1'`, "'s")).toBe(String.raw`\'s`);
    expect(written(`x = ("create " "table t1" r" (a)")`, "t1")).toBe("t1");
    expect(written(`x = ("create " "table t1" r" (a)")`, "table t1 (a)")).toBe(`table t1" r" (a)`);
    expect(written(`A = "t1"\nx = f"drop {A} x"`, "t1")).toBe("{A}");
    expect(written(`x = """😀 t1"""`, "t1")).toBe("t1");
  });

  test("come back from the host", () => {
    const python = `x = 'it\\'s t1'`;
    const source = sent(python);
    expect(toSql(source, 0, python.indexOf("t1"))).toEqual([source.sql.indexOf("t1")]);
    expect(toSql(source, 0, 0)).toEqual([]);
  });
});

describe("edits", () => {
  test("are written as the literal wants them", () => {
    expect(replaced(`x = 'drop t'`, "t", "it's\n")).toBe(`x = 'drop it\\'s\\n'`);
    expect(replaced(`x = """drop t;"""`, "t;", 'a "b"\nc\\')).toBe(`x = """drop a "b"\nc\\\\"""`);
    expect(replaced(`x = f"drop t"`, "t", "{a}")).toBe(`x = f"drop {{a}}"`);
  });

  test("read back as what was meant", () => {
    for (const quote of ["'", '"', "'''", '"""'])
      for (const text of [
        `a'b"c`,
        `"""`,
        "'''",
        "\\",
        "x\ny",
        "{}",
        `ends with "`,
        "ends with '",
      ]) {
        const next = replaced(`x = ${quote}drop t;${quote}`, "t", text);
        expect(texts(next).at(-1), next).toBe(`drop ${text};`);
      }
  });

  test("are refused where they cannot be written", () => {
    expect(replaced(`x = r"drop t"`, "t", `"`)).toMatch(/not written/);
    expect(replaced(`A = "t"\nx = f"drop {A}"`, "t", "b")).toMatch(/not written/);
    expect(replaced(`x = ("dr" "op t")`, "drop", "b")).toMatch(/not written/);
  });
});
