import { leavesOf } from "../../history/django-order.ts";
import { joinPath } from "../../text/path.ts";
import { joined, lastStop, type Snippet, snippet } from "../snippet.ts";
import { type NewProgram, type ProgramTool, programsOf } from "./program-tool.ts";
import { type Quote, quoted, quoteOf, sqlIn } from "./python.ts";

/** django/django: django/db/migrations/writer.py, autodetector.py (`"%04i_%s"`). */
export const django: ProgramTool = {
  leavesTransaction: true,
  write: (given) => {
    const programs = programsOf(given.history);
    const { app, leaves } = leavesOf(given.history.folder, programs);
    const [leaf, other] = leaves;
    if (leaf === undefined)
      return {
        problem: "no last migration can be read here: python manage.py makemigrations --empty",
      };
    if (other !== undefined)
      return {
        problem: `${app} has several last migrations (${leaves.join(", ")}): join them first with python manage.py makemigrations --merge`,
      };
    const number = Number(/^(\d+)/.exec(leaf)?.[1] ?? 0) + 1;
    const name = `${String(number).padStart(4, "0")}_${given.words}`;
    const last = programs.find(({ path }) => path.endsWith(`${leaf}.py`))?.text ?? "";
    return {
      path: joinPath(given.history.folder, `${name}.py`),
      text: fileOf(given, app, leaf, last),
    };
  },
};

function fileOf(given: NewProgram, app: string, leaf: string, last: string): Snippet {
  const quote = quoteOf(last);
  const indent = "    ";
  const gap = /^class Migration\([^\n]*\n[^\S\n]*\S/m.test(last) ? "" : "\n";
  const off = given.outsideTransaction ? `${indent}atomic = False\n\n` : "";
  const depends = `${indent}dependencies = [\n${indent}${indent}(${quoted(app, quote)}, ${quoted(leaf, quote)}),\n${indent}]`;
  return snippet`from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n${gap}${off}${depends}\n\n${indent}operations = [\n${operationOf(given, quote)}\n${indent}]\n`;
}

/** Statements go to PostgreSQL one by one where they stand in a list (django/db/migrations/operations/special.py). */
function operationOf({ up, down, remark }: NewProgram, quote: Quote): Snippet {
  const indent = "        ";
  const inner = `${indent}    `;
  if (up.length === 0) return snippet`${indent}${lastStop("# operations")}`;
  const comment = remark === undefined ? "" : `${inner}# ${remark}\n`;
  const back =
    down.length === 0 ? snippet`migrations.RunSQL.noop` : statementsOf(down, quote, inner);
  return snippet`${indent}migrations.RunSQL(\n${inner}sql=${statementsOf(up, quote, inner)},\n${comment}${inner}reverse_sql=${back},\n${indent}),`;
}

function statementsOf(statements: readonly Snippet[], quote: Quote, indent: string): Snippet {
  const [only, more] = statements;
  if (only && !more) return sqlIn(only, quote, indent);
  const inner = `${indent}    `;
  const items = statements.map((one) => snippet`${inner}${sqlIn(one, quote, inner)},`);
  return snippet`[\n${joined(items, "\n")}\n${indent}]`;
}
