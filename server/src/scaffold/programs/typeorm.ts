import { baseOf } from "../../text/path.ts";
import { joined, type Snippet, snippet } from "../snippet.ts";
import { type NewProgram, type ProgramTool, programsOf } from "./program-tool.ts";
import { nameAfter, partsOf, pathOf } from "./script-names.ts";
import { block, linesOf, type Style, sqlIn, styleOf, upLines } from "./script-style.ts";
import { inForm } from "./words.ts";

/** typeorm: src/commands/MigrationCreateCommand.ts, getTemplate and getJavascriptTemplate. */
export const typeorm: ProgramTool = {
  leavesTransaction: true,
  write: (given) => {
    const last = programsOf(given.history).at(-1);
    if (!last) return { problem: "no migration can be read here: typeorm migration:create" };
    const style = styleOf(last);
    const time = timeAfter(given);
    // It goes by the digits of the class; the file is named by them too unless the folder does otherwise.
    const isNamedByTime = /^\d{13}$/.test(partsOf(baseOf(last.path))?.version ?? "0".repeat(13));
    const name = nameAfter(
      given,
      { numbering: "milliseconds", separator: "-", form: "pascal" },
      isNamedByTime ? time : undefined,
    );
    const words = inForm(given.words, "pascal").replace(/^(?=\d)/, "_");
    return {
      path: pathOf(given, `${name}.${style.extension}`),
      text: classOf(given, style, `${words}${time}`, last.text),
    };
  },
};

/** Thirteen digits above those of every class, or of the `name` that a class has instead. */
function timeAfter({ history, now }: NewProgram): string {
  const times = programsOf(history).flatMap(({ text }) => {
    const name =
      /^\s*(?:public\s+|readonly\s+)*name\s*(?::\s*string\s*)?=\s*["'`]\w*?(\d{13})["'`]/m.exec(
        text,
      );
    const found = name ?? /\bclass\s+\w*?(\d{13})\b/.exec(text);
    return found ? [Number(found[1])] : [];
  });
  return String(Math.max(now, ...times.map((one) => one + 1)));
}

function classOf(given: NewProgram, style: Style, name: string, last: string): Snippet {
  const { quote, end, indent, typed, modules } = style;
  const inner = indent + indent;
  const send = (one: Snippet): Snippet =>
    snippet`await queryRunner.query(${sqlIn(one, inner, indent)})${end}`;
  const up = upLines(given, inner, send);
  const down = linesOf(given.down, given.remark, inner, send);
  const isOff = given.outsideTransaction && switchesOff(given);
  const around = (lines: Snippet): Snippet =>
    given.outsideTransaction && !isOff ? outside(lines, style) : lines;
  const method = (which: string, lines: Snippet): Snippet => {
    const head = typed
      ? `public async ${which}(queryRunner: QueryRunner): Promise<void>`
      : `async ${which}(queryRunner)`;
    return snippet`${indent}${head} ${block(lines, indent)}`;
  };
  const members = [
    ...(isOff ? [snippet`${indent}transaction = false${end}`] : []),
    method("up", around(up)),
    method("down", around(down)),
  ];
  const body = snippet`{\n${joined(members, "\n\n")}\n}\n`;
  const marked = /\bimport\s+type\b[^;]*["']typeorm["']/.test(last) ? " type" : "";
  if (typed)
    return snippet`import${marked} { MigrationInterface, QueryRunner } from ${quote}typeorm${quote}${end}\n\nexport class ${name} implements MigrationInterface ${body}`;
  const doc = `/**\n * @class\n * @implements {import(${quote}typeorm${quote}).MigrationInterface}\n */\n`;
  return modules === "esm"
    ? snippet`${doc}export class ${name} ${body}`
    : snippet`${doc}module.exports = class ${name} ${body}`;
}

/** Some of its migrations set `transaction`: TypeORM takes that unless all pending share a transaction. */
const switchesOff = ({ history }: NewProgram): boolean =>
  programsOf(history).some(({ text }) =>
    /^\s*(?:public\s+)?(?:readonly\s+)?transaction\s*(?::\s*\w+\s*)?=/m.test(text),
  );

/**
 * The transaction of all pending migrations, or of this one, is left and begun again: a class that sets `transaction`
 * is refused while all share one (src/error/ForbiddenTransactionModeOverrideError.ts), which is the default.
 */
const outside = (lines: Snippet, { indent, end }: Style): Snippet =>
  snippet`${indent}${indent}await queryRunner.commitTransaction()${end}\n${lines}\n${indent}${indent}await queryRunner.startTransaction()${end}`;
