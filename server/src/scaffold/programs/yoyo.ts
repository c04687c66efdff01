import { idOf, isHook } from "../../runners/yoyo.ts";
import { baseOf } from "../../text/path.ts";
import { joined, lastStop, plainOf, type Snippet, snippet } from "../snippet.ts";
import { type NewProgram, type ProgramTool, programsOf } from "./program-tool.ts";
import { type Quote, quoted, quoteOf, sqlIn } from "./python.ts";
import { mixed } from "./random.ts";
import { nameAfter, pathOf } from "./script-names.ts";
import { timeOf } from "./versions.ts";
import { inForm } from "./words.ts";

/** yoyo 8: yoyo/scripts/newmigration.py, MIGRATION_TEMPLATE and make_filename. */
export const yoyo: ProgramTool = {
  leavesTransaction: true,
  write: (given) => {
    const last = programsOf(given.history).findLast(({ path }) => !isHook(path));
    if (!last) return { problem: "no migration can be read here: yoyo new" };
    return {
      path: pathOf(given, `${nameOf(given)}.py`),
      text: fileOf(given, last.path, last.text),
    };
  },
};

const own = /^(\d{8})_(\d{2,})_[A-Za-z0-9]{5}-/;

function nameOf(given: NewProgram): string {
  const ids = programsOf(given.history)
    .map(({ path }) => idOf(path))
    .filter((id) => !isHook(id));
  const last = ids.at(-1) ?? "";
  if (!own.test(last))
    return nameAfter(given, { numbering: "timestamp", separator: "_", form: "snake" });
  const day = timeOf(given.now).slice(0, 8);
  const numbers = ids.flatMap((id) => {
    const found = own.exec(id);
    return found?.[1] === day ? [Number(found[2])] : [];
  });
  const number = String(Math.max(0, ...numbers) + 1).padStart(2, "0");
  return `${day}_${number}_${mixed(`${given.now} ${last}`, 5, letters)}-${inForm(given.words, "kebab")}`;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function fileOf(given: NewProgram, path: string, last: string): Snippet {
  const quote = quoteOf(last);
  const title = given.title.replaceAll(/["\\]/g, "'");
  const doc = /^\s*(?:#[^\n]*\n)*\s*"""/.test(last) ? `"""\n${title}\n"""\n\n` : "";
  const off = given.outsideTransaction ? "__transactional__ = False\n" : "";
  return snippet`${doc}from yoyo import step\n\n__depends__ = {${quoted(idOf(baseOf(path)), quote)}}\n${off}\nsteps = [\n${stepsOf(given, quote)}\n]\n`;
}

/** Steps are taken back in reverse order: what is taken back first stands in the last one. */
function stepsOf({ up, down, remark }: NewProgram, quote: Quote): Snippet {
  if (up.length === 0) return snippet`    step(${quote}${lastStop()}${quote}),`;
  const count = Math.max(up.length, down.length);
  const steps = Array.from({ length: count }, (_, index) => {
    const [forth, back] = [up[index - count + up.length], down[count - 1 - index]];
    return stepOf([forth ?? [], ...(back ? [back] : [])], quote);
  });
  const comment = remark === undefined ? [] : [snippet`    # ${remark}`];
  return joined([...steps, ...comment], "\n");
}

function stepOf(statements: readonly Snippet[], quote: Quote): Snippet {
  const inner = "        ";
  const written = statements.map((one) => sqlIn(one, quote, inner));
  const [only] = written;
  return only && written.length === 1 && !plainOf(only).includes("\n")
    ? snippet`    step(${only}),`
    : snippet`    step(\n${inner}${joined(written, `,\n${inner}`)},\n    ),`;
}
