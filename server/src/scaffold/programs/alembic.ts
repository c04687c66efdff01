import type { Revision } from "../../sources/alembic/graph.ts";
import type { HostFile } from "../../sources/source.ts";
import { joinPath, parentOf } from "../../text/path.ts";
import { joined, lastStop, plainOf, type Snippet, snippet } from "../snippet.ts";
import { fileNameAfter } from "./alembic-names.ts";
import { idAfter } from "./alembic-revision.ts";
import { type NewProgram, type ProgramTool, programsOf } from "./program-tool.ts";
import { type Quote, quoted, quoteOf, sqlIn } from "./python.ts";

/** sqlalchemy/alembic: alembic/templates/generic/script.py.mako, alembic/script/base.py (1.8, 1.16). */
export const alembic: ProgramTool = {
  leavesTransaction: true,
  write: (given) => {
    const { revisions } = given.history;
    const [head, other] = revisions?.heads ?? [];
    const last = programsOf(given.history).find(({ path }) => path === head?.path);
    if (!revisions || !head || !last)
      return { problem: "no head of the revisions can be read: alembic revision" };
    if (other) {
      const names = revisions.heads.map((one) => one.id.name).join(", ");
      return {
        problem: `the revisions have several heads (${names}): join them first with alembic merge heads, or choose one with alembic revision --head`,
      };
    }
    const id = idAfter(revisions.revisions, given);
    const name = fileNameAfter(revisions.revisions, head, id, given);
    return {
      path: joinPath(parentOf(head.path), `${name}.py`),
      text: fileOf(given, last, head, id),
    };
  },
};

function fileOf(given: NewProgram, last: HostFile, head: Revision, id: string): Snippet {
  const quote = quoteOf(last.text);
  const down = head.id.name;
  const values: Readonly<Record<string, string>> = {
    revision: quoted(id, quote),
    down_revision: quoted(down, quote),
    branch_labels: "None",
    depends_on: "None",
  };
  const said = Object.entries(values).flatMap(([name, value]) => {
    const found = new RegExp(`^${name}\\s*(?::\\s*([^=\\n.]*?)\\s*)?=`, "m").exec(last.text);
    const type = found?.[1] === undefined ? "" : `: ${found[1]}`;
    return found ? [{ type, line: `${name}${type} = ${value}` }] : [];
  });
  const imports = [
    ...typesOf(last.text, said.map((one) => one.type).join(" ")),
    "from alembic import op",
  ];
  const comment = /^# revision identifiers.*$/m.exec(last.text)?.[0];
  const identifiers = [...(comment === undefined ? [] : [comment]), ...said.map((one) => one.line)];
  const arrow = /^def upgrade\(\)\s*(->\s*None)/m.exec(last.text) ? " -> None" : "";
  const parts = [
    documentation(given, last.text, id, down),
    imports.join("\n"),
    identifiers.join("\n"),
  ].filter((one) => one !== "");
  return snippet`${parts.join("\n\n")}\n\n\ndef upgrade()${arrow}:\n${bodyOf(given, given.up, quote)}\n\n\ndef downgrade()${arrow}:\n${bodyOf(given, given.down, quote)}\n`;
}

/** As far as the last revision has it: some teams leave it out. */
function documentation(given: NewProgram, last: string, id: string, down: string): string {
  const found = /^\s*(?:#[^\n]*\n)*\s*[rR]?(?:"""|''')([\s\S]*?)(?:"""|''')/.exec(last)?.[1];
  if (found === undefined) return "";
  const title = given.title.replaceAll(/["\\]/g, "'");
  const date = new Date(given.now)
    .toISOString()
    .replace("T", " ")
    .replace(/\.(\d+)Z$/, ".$1000");
  const lines = [
    ["Revision ID:", `Revision ID: ${id}`],
    ["Revises:", `Revises: ${down}`],
    ["Create Date:", `Create Date: ${date}`],
  ].flatMap(([mark = "", line = ""]) => (found.includes(mark) ? [line] : []));
  return lines.length === 0 ? `"""${title}"""` : `"""${title}\n\n${lines.join("\n")}\n\n"""`;
}

/** Names of types that the annotations need, from where the last revision has them. */
function typesOf(last: string, annotations: string): readonly string[] {
  const future = /^from __future__ import annotations$/m.exec(last);
  const found = [...last.matchAll(/^from (typing|collections\.abc) import ([\w, ]+)$/gm)];
  const lines = found.flatMap(([, module, names = ""]) => {
    const needed = names
      .split(",")
      .map((one) => one.trim())
      .filter((one) => new RegExp(`\\b${one}\\b`).test(annotations));
    return needed.length > 0 ? [`from ${module} import ${needed.join(", ")}`] : [];
  });
  const head = future ? [future[0], ""] : [];
  return lines.length > 0 ? [...head, ...lines, ""] : head;
}

function bodyOf(
  { up, remark, outsideTransaction }: NewProgram,
  statements: readonly Snippet[],
  quote: Quote,
): Snippet {
  const indent = "    ";
  if (statements.length === 0 && statements === up) return snippet`${indent}${lastStop("pass")}`;
  if (statements.length === 0)
    return snippet`${remark === undefined ? "" : `${indent}# ${remark}\n`}${indent}pass`;
  const inner = outsideTransaction ? indent + indent : indent;
  const lines = joined(
    statements.map((one) => executeOf(one, quote, inner)),
    "\n",
  );
  return outsideTransaction
    ? snippet`${indent}with op.get_context().autocommit_block():\n${lines}`
    : lines;
}

function executeOf(statement: Snippet, quote: Quote, indent: string): Snippet {
  const inner = `${indent}    `;
  const sql = sqlIn(statement, quote, inner);
  return !plainOf(sql).includes("\n")
    ? snippet`${indent}op.execute(${sql})`
    : snippet`${indent}op.execute(\n${inner}${sql}\n${indent})`;
}
