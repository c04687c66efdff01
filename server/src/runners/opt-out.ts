import { insertAt } from "../text/edits.ts";
import type { OptOut } from "./runner.ts";

const afterMark = (text: string): number => (text.charCodeAt(0) === 0xfeff ? 1 : 0);

const eol = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** The tool compares the first bytes of the file: nothing may come before, no byte order mark either. */
export const firstBytes = (directive: string): OptOut => ({
  kind: "directive",
  text: directive,
  place: "first bytes",
  edit: (text) => ({
    span: { start: 0, end: afterMark(text) },
    text: `${directive}${eol(text)}`,
  }),
});

export const ownLine = (directive: string): OptOut => ({
  kind: "directive",
  text: directive,
  place: "a line of its own",
  edit: (text) => insertAt(afterMark(text), `${directive}${eol(text)}`),
});

/** At the end of the line that `opening` matches. */
export const onOpeningLine = (directive: string, opening: RegExp): OptOut => ({
  kind: "directive",
  text: directive,
  place: "on the line that opens the up part",
  edit: (text) => {
    const found = opening.exec(text);
    const at = found ? found.index + found[0].trimEnd().length : afterMark(text);
    return insertAt(at, ` ${directive}`);
  },
});

/** A line after the lines that match `header`. */
export const afterHeader = (directive: string, header: RegExp): OptOut => ({
  kind: "directive",
  text: directive,
  place: "first line of the body",
  edit: (text) => {
    const at = header.exec(text)?.[0].length ?? afterMark(text);
    return insertAt(at, `${directive}${eol(text)}`);
  },
});

export const topThenBlank = (directive: string): OptOut => ({
  kind: "directive",
  text: directive,
  place: "a line of its own at the top, then a blank one",
  edit: (text) => insertAt(afterMark(text), `${directive}${eol(text)}${eol(text)}`),
});
