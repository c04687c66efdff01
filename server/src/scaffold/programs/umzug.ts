import { type Snippet, snippet } from "../snippet.ts";
import { functionsOf } from "./functions.ts";
import { type NewProgram, type ProgramTool, programsOf } from "./program-tool.ts";
import { nameAfter, pathOf } from "./script-names.ts";
import { block, linesOf, type Style, sqlIn, styleOf, upLines } from "./script-style.ts";

/** sequelize-cli: src/assets/migrations/skeleton.js; umzug's readme: `({ context })`. No transaction is begun. */
export const umzug: ProgramTool = {
  leavesTransaction: true,
  write: (given) => {
    const last = programsOf(given.history).at(-1);
    if (!last) return { problem: "no migration can be read here: sequelize migration:generate" };
    const style = styleOf(last);
    const name = nameAfter(given, { numbering: "timestamp", separator: "-", form: "kebab" });
    const isObject = /\bmodule\.exports\s*=\s*\{|\bexport\s+default\s*\{/.test(last.text);
    return {
      path: pathOf(given, `${name}.${style.extension}`),
      text: isObject ? objectOf(given, style, last.text) : exportsOf(given, style, last.text),
    };
  },
};

function objectOf(given: NewProgram, style: Style, last: string): Snippet {
  const { indent, end, quote, typed, modules } = style;
  const inner = indent + indent;
  const send = senderOf(style, inner, "queryInterface.sequelize");
  const method = (name: string, lines: Snippet): Snippet =>
    snippet`${indent}async ${name}(queryInterface${typed ? ": QueryInterface" : ""}) ${block(lines, indent)}`;
  const strict = /^["']use strict["']/.test(last) ? `${quote}use strict${quote}${end}\n\n` : "";
  const head = typed ? importOf(quote, end) : strict;
  const opening = modules === "esm" ? "export default" : "module.exports =";
  const up = upLines(given, inner, send);
  const down = linesOf(given.down, given.remark, inner, send);
  return snippet`${head}${opening} {\n${method("up", up)},\n\n${method("down", down)},\n}${end}\n`;
}

function exportsOf(given: NewProgram, style: Style, last: string): Snippet {
  const { indent, quote, typed } = style;
  const name =
    /\bcontext\s*:\s*(\w+)/.exec(last)?.[1] ?? (/\bcontext\b/.test(last) ? "context" : undefined);
  const own = name ?? "queryInterface";
  const send = senderOf(style, indent, `${own}.sequelize`);
  const parameter =
    name === undefined ? own : own === "context" ? "{ context }" : `{ context: ${own} }`;
  const type = name === undefined ? "QueryInterface" : "{ context: QueryInterface }";
  return functionsOf(
    {
      imports: typed ? [importOf(quote, "").trim()] : [],
      constants: [],
      parameter: typed ? `${parameter}: ${type}` : parameter,
      up: upLines(given, indent, send),
      down: linesOf(given.down, given.remark, indent, send),
    },
    style,
  );
}

const senderOf =
  ({ indent, end }: Style, inner: string, sequelize: string) =>
  (one: Snippet): Snippet =>
    snippet`await ${sequelize}.query(${sqlIn(one, inner, indent)})${end}`;

const importOf = (quote: string, end: string): string =>
  `import type { QueryInterface } from ${quote}sequelize${quote}${end}\n\n`;
