import { lineEnding } from "../text/lines.ts";
import { joinPath, nameIn } from "../text/path.ts";
import { type Edit, piecesOf } from "../text/span.ts";
import type { OpenedFile, OpenedHistory } from "./open.ts";

/** The edits that make this SQL the reverse of a migration, in the form of its tool; undefined where it has none. */
export function reverseEdits(
  { runner, folder, listed }: OpenedHistory,
  file: OpenedFile,
  sql: string,
): { readonly path: string; readonly edits: readonly Edit[]; readonly created?: true } | undefined {
  const eol = lineEnding(file.text);
  const text = `${sql.trim().replaceAll(/\r?\n/g, eol)}${eol}`;
  const { down } = file;
  if (down) {
    const [first, ...more] = piecesOf(down.span).map((span) => ({ span, text: "" }));
    if (!first) return undefined;
    const rest = down.text.slice(first.span.end);
    return {
      path: down.path,
      edits: [{ ...first, text: rest === "" ? text : text + eol }, ...more],
    };
  }
  switch (runner.down.kind) {
    case "none":
      return undefined;
    case "part": {
      const end = file.text.length;
      const gap = file.text.endsWith("\n") ? eol : eol + eol;
      const written = `${gap}${runner.down.opens}${eol}${text}`;
      return { path: file.path, edits: [{ span: { start: end, end }, text: written }] };
    }
    default: {
      const name = runner.down.file(nameIn(folder, file.path), listed);
      if (name === undefined || listed.files.some((one) => one.name === name)) return undefined;
      return {
        path: joinPath(folder, name),
        edits: [{ span: { start: 0, end: 0 }, text }],
        created: true,
      };
    }
  }
}
