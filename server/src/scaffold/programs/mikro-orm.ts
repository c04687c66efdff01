import { baseOf } from "../../text/path.ts";
import { type Snippet, snippet } from "../snippet.ts";
import { type NewProgram, type ProgramTool, programsOf } from "./program-tool.ts";
import { nameAfter, pathOf } from "./script-names.ts";
import { block, linesOf, type Style, sqlIn, styleOf, upLines } from "./script-style.ts";
import { versionAfter } from "./versions.ts";
import { formOf, inForm } from "./words.ts";

const form = /^Migration(\d{8,14})(?:_(.+))?\.[cm]?[jt]s$/;

/** mikro-orm 6: packages/migrations/src/TSMigrationGenerator.ts, JSMigrationGenerator.ts; names of Migrator.ts. */
export const mikroOrm: ProgramTool = {
  // `isTransactional` takes another connection (packages/migrations/src/MigrationRunner.ts), which does not see what the
  // pending migrations before it have made: on a new database it would fail.
  leavesTransaction: false,
  write: (given) => {
    const programs = programsOf(given.history);
    const last = programs.at(-1);
    if (!last) return { problem: "no migration can be read here: mikro-orm migration:create" };
    const found = programs.map(({ path }) => form.exec(baseOf(path)));
    const versions = found.flatMap((one) => (one?.[1]?.length === 14 ? [one[1]] : []));
    const version = versionAfter(versions, "timestamp", given.now);
    const words = found.flatMap((one) => one?.[2] ?? []);
    const tail = inForm(given.words, formOf(words, "snake")).replaceAll("-", "_");
    const name = `Migration${version}${found.at(-1)?.[2] === undefined ? "" : `_${tail}`}`;
    // Some teams name the files, which it goes by, in a way of their own.
    const file = found.at(-1)
      ? name
      : nameAfter(given, { numbering: "timestamp", separator: "_", form: "kebab" });
    const style = styleOf(last);
    return {
      path: pathOf(given, `${file}.${style.extension}`),
      text: classOf(given, style, name, last.text),
    };
  },
};

function classOf(given: NewProgram, style: Style, name: string, last: string): Snippet {
  const { quote, end, indent, typed, modules } = style;
  const inner = indent + indent;
  const send = (one: Snippet): Snippet => snippet`this.addSql(${sqlIn(one, inner, indent)})${end}`;
  const marked = typed && /\boverride\s+async\s+up\b/.test(last) ? "override " : "";
  const method = (which: string, lines: Snippet): Snippet =>
    snippet`${indent}${marked}async ${which}()${typed ? ": Promise<void>" : ""} ${block(lines, indent)}`;
  const up = method("up", upLines(given, inner, send));
  const down = method("down", linesOf(given.down, given.remark, inner, send));
  const from = `${quote}@mikro-orm/migrations${quote}`;
  const isModule = modules === "esm";
  const head = isModule
    ? `import { Migration } from ${from}`
    : `const { Migration } = require(${from})`;
  const after = isModule ? "" : `exports.${name} = ${name}${end}\n`;
  return snippet`${head}${end}\n\n${isModule ? "export " : ""}class ${name} extends Migration {\n${up}\n\n${down}\n}\n${after}`;
}
