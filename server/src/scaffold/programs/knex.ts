import { type Snippet, snippet } from "../snippet.ts";
import { functionsOf } from "./functions.ts";
import { type ProgramTool, programsOf } from "./program-tool.ts";
import { nameAfter, pathOf } from "./script-names.ts";
import { linesOf, sqlIn, styleOf, upLines } from "./script-style.ts";

/** knex 3: lib/migrations/migrate/stub/*.stub; `config.transaction` of lib/migrations/migrate/Migrator.js. */
export const knex: ProgramTool = {
  leavesTransaction: true,
  write: (given) => {
    const last = programsOf(given.history).at(-1);
    if (!last) return { problem: "no migration can be read here: knex migrate:make" };
    const style = styleOf(last);
    const { indent, end, quote, typed } = style;
    const send = (one: Snippet): Snippet =>
      snippet`await knex.raw(${sqlIn(one, indent, indent)})${end}`;
    const name = nameAfter(given, { numbering: "timestamp", separator: "_", form: "snake" });
    return {
      path: pathOf(given, `${name}.${style.extension}`),
      text: functionsOf(
        {
          imports: typed ? [`import type { Knex } from ${quote}knex${quote}`] : [],
          constants: given.outsideTransaction ? [["config", "{ transaction: false }"]] : [],
          parameter: typed ? "knex: Knex" : "knex",
          up: upLines(given, indent, send),
          down: linesOf(given.down, given.remark, indent, send),
        },
        style,
      ),
    };
  },
};
