import { joined, type Snippet, snippet } from "../snippet.ts";
import { functionsOf } from "./functions.ts";
import { type NewProgram, type ProgramTool, programsOf } from "./program-tool.ts";
import { nameAfter, pathOf } from "./script-names.ts";
import { linesOf, type Style, sqlIn, styleOf, upLines } from "./script-style.ts";

/** salsita/node-pg-migrate 9: templates/migration-template.*; `noTransaction` of src/migrationBuilder.ts. */
export const nodePgMigrate: ProgramTool = {
  leavesTransaction: true,
  write: (given) => {
    const last = programsOf(given.history).at(-1);
    if (!last) return { problem: "no migration can be read here: node-pg-migrate create" };
    const style = styleOf(last);
    const { indent, end, quote, typed } = style;
    const send = (one: Snippet): Snippet => snippet`pgm.sql(${sqlIn(one, indent, indent)})${end}`;
    const name = nameAfter(given, { numbering: "milliseconds", separator: "_", form: "kebab" });
    return {
      path: pathOf(given, `${name}.${style.extension}`),
      text: functionsOf(
        {
          imports: typed
            ? [`import type { MigrationBuilder } from ${quote}node-pg-migrate${quote}`]
            : [],
          constants: [],
          parameter: typed ? "pgm: MigrationBuilder" : "pgm",
          up: outside(given, style, upLines(given, indent, send)),
          down: outside(given, style, linesOf(given.down, given.remark, indent, send)),
        },
        style,
      ),
    };
  },
};

const outside = (
  { outsideTransaction }: NewProgram,
  { indent, end }: Style,
  lines: Snippet,
): Snippet =>
  outsideTransaction ? joined([snippet`${indent}pgm.noTransaction()${end}`, lines], "\n") : lines;
