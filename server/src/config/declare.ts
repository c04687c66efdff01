import { findNodeAtLocation, getNodeValue, modify, type Node, parseTree } from "jsonc-parser";
import { insertAt } from "../text/edits.ts";
import { joinPath } from "../text/path.ts";
import type { Edit } from "../text/span.ts";

/** What a team can say is there before the first migration. */
export type DeclaredKind = "roles" | "schemas" | "extensions" | "tables";

/**
 * The edits of a safe-migrations.json that declare a name for the history of a folder: in its own entry where that
 * says what there is of this kind, else for all. An empty text becomes a whole file.
 */
export function declaring(
  text: string,
  home: string,
  folder: string,
  kind: DeclaredKind,
  name: string,
): readonly Edit[] {
  const root = text.trim() === "" ? undefined : parseTree(text);
  if (!root)
    return text.trim() === ""
      ? [{ span: { start: 0, end: text.length }, text: whole(kind, name) }]
      : [];
  const path = listPath(root, home, folder, kind);
  const list = findNodeAtLocation(root, path);
  const last = list?.children?.at(-1);
  // A list on one line stays on it.
  if (list && last && !text.slice(list.offset, list.offset + list.length).includes("\n"))
    return [insertAt(last.offset + last.length, `, ${JSON.stringify(name)}`)];
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: "\n" };
  const edits =
    list?.type === "array"
      ? modify(text, [...path, -1], name, { formattingOptions, isArrayInsertion: true })
      : modify(text, path, [name], { formattingOptions });
  return edits.map(({ offset, length, content }) => ({
    span: { start: offset, end: offset + length },
    text: content,
  }));
}

function listPath(
  root: Node,
  home: string,
  folder: string,
  kind: DeclaredKind,
): (string | number)[] {
  const entries = findNodeAtLocation(root, ["histories"])?.children ?? [];
  const own = entries.findIndex((entry) => {
    const named = findNodeAtLocation(entry, ["folder"]);
    return (
      named !== undefined &&
      joinPath(home, String(getNodeValue(named))) === folder &&
      findNodeAtLocation(entry, ["environment", kind]) !== undefined
    );
  });
  return own < 0 ? ["environment", kind] : ["histories", own, "environment", kind];
}

const whole = (kind: DeclaredKind, name: string): string =>
  `${JSON.stringify({ environment: { [kind]: [name] } }, undefined, 2)}\n`;
