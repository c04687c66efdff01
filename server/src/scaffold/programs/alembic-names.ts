import type { Revision } from "../../sources/alembic/graph.ts";
import { baseOf } from "../../text/path.ts";
import type { NewProgram } from "./program-tool.ts";
import { datedLike, dateIn, versionAfter } from "./versions.ts";
import { formOf, inForm } from "./words.ts";

/** truncate_slug_length of alembic/script/base.py. */
const longest = 40;

/**
 * The name of a revision's file in the form that the last one shows: date, revision and words (`file_template`).
 * Without one that can be read Alembic's own: `<revision>_<words>`.
 */
export function fileNameAfter(
  revisions: readonly Revision[],
  head: Revision,
  id: string,
  given: NewProgram,
): string {
  const names = revisions.map((one) => nameOf(one));
  const last = nameOf(head);
  const words = wordsLike(last, head.id.name, given.words);
  if (last === head.id.name) return id;
  const at = last.indexOf(head.id.name);
  if (at >= 0) {
    const before = datesLike(last.slice(0, at), given.now);
    const after = last.slice(at + head.id.name.length);
    const separator = /^[-_.]+/.exec(after)?.[0];
    // Words in front: `add_users_1a2b`.
    if (after === "" && /\p{L}/u.test(before)) {
      const date = dateIn(before) ?? "";
      const joint = /^[-_.]+/.exec(before.slice(date.length))?.[0] ?? "";
      return `${date}${joint}${words}${/[-_.]*$/.exec(before)?.[0] ?? ""}${id}`;
    }
    const known = /^[-_.]*$/.test(before.slice((dateIn(before) ?? "").length)) ? before : "";
    return separator === undefined ? `${known}${id}` : `${known}${id}${separator}${words}`;
  }
  const date = dateIn(last);
  if (date !== undefined) {
    const joint = /^[-_.]+/.exec(last.slice(date.length))?.[0] ?? "_";
    return `${datedLike(date, given.now)}${joint}${words}`;
  }
  const number = /^(\d+)([-_.]+)\D/.exec(last);
  if (number) {
    const numbers = names.flatMap((one) => /^(\d+)[-_.]/.exec(one)?.[1] ?? []);
    return `${versionAfter(numbers, "sequence", given.now)}${number[2]}${words}`;
  }
  return /^\p{L}/u.test(last) && names.length > 1 ? words : `${id}_${words}`;
}

const nameOf = ({ path }: Revision): string => baseOf(path).replace(/\.py$/, "");

const datesLike = (text: string, now: number): string => {
  const date = dateIn(text);
  return date === undefined ? text : `${datedLike(date, now)}${text.slice(date.length)}`;
};

/** Alembic cuts long names between two words; most teams keep its `_` between them. */
function wordsLike(last: string, id: string, words: string): string {
  const short = words.length <= longest ? words : words.slice(0, longest).replace(/_[^_]*$/, "");
  const rest = last.replace(id, "").slice((dateIn(last) ?? "").length);
  return inForm(short, formOf([rest.replaceAll(/^[-_.\d]+|[-_.]+$/g, "")], "snake"));
}
