import { type Snippet, snippet } from "../snippet.ts";
import { functionsOf } from "./functions.ts";
import { type ProgramTool, programsOf } from "./program-tool.ts";
import { nameAfter, pathOf } from "./script-names.ts";
import { linesOf, sqlIn, styleOf, upLines } from "./script-style.ts";

/** kysely-org/kysely-ctl: src/templates/migration-template.ts; all pending migrations share a transaction. */
export const kysely: ProgramTool = {
  leavesTransaction: false,
  write: (given) => {
    const last = programsOf(given.history).at(-1);
    if (!last) return { problem: "no migration can be read here: kysely migrate make" };
    const style = styleOf(last);
    const { indent, end, quote, typed, modules } = style;
    const send = (one: Snippet): Snippet =>
      snippet`await sql${sqlIn(one, indent, indent)}.execute(db)${end}`;
    const name = nameAfter(given, { numbering: "timestamp", separator: "_", form: "snake" });
    const from = `${quote}kysely${quote}`;
    return {
      path: pathOf(given, `${name}.${style.extension}`),
      text: functionsOf(
        {
          imports: [
            typed
              ? `import { type Kysely, sql } from ${from}`
              : modules === "esm"
                ? `import { sql } from ${from}`
                : `const { sql } = require(${from})`,
          ],
          constants: [],
          // What its author knows of the tables changes, a migration does not.
          parameter: typed
            ? `db: Kysely<${/\bKysely<(any|unknown)>/.exec(last.text)?.[1] ?? "unknown"}>`
            : "db",
          up: upLines(given, indent, send),
          down: linesOf(given.down, given.remark, indent, send),
        },
        style,
      ),
    };
  },
};
