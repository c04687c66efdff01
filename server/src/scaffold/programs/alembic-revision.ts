import type { Revision } from "../../sources/alembic/graph.ts";
import { conventionOf, nextVersion } from "../naming.ts";
import type { NewProgram } from "./program-tool.ts";
import { mixed } from "./random.ts";

/** alembic_version.version_num is a varchar(32). */
const longest = 32;

/** The revision's identifier: numbered where the others are, else twelve hexadecimal digits (alembic/util/langhelpers.py, rev_id). */
export function idAfter(
  revisions: readonly Revision[],
  { words, now }: Pick<NewProgram, "words" | "now">,
): string {
  const ids = revisions.map((one) => one.id.name);
  const last = ids.at(-1) ?? "";
  const numbered = /^(\D*?)(\d+)([-_]\D.*)?$/.exec(last);
  const [, head = "", , tail] = numbered ?? [];
  const alike = ids.flatMap((id) => {
    const found = /^(\D*?)(\d+)([-_]\D.*)?$/.exec(id);
    return found && found[1] === head && (found[3] === undefined) === (tail === undefined)
      ? [found[2] ?? ""]
      : [];
  });
  if (numbered && isHabit(alike.length, ids.length, head, tail)) {
    const version = nextVersion(conventionOf(alike, [], "sequence"), now);
    const separator = tail?.charAt(0) ?? "";
    const own = tail === undefined ? "" : separator + words.replaceAll("_", separator);
    return shortened(head + version + own);
  }
  const length = /^[0-9a-f]{8,32}$/.test(last) ? last.length : 12;
  for (let round = 0; ; round++) {
    const id = mixed(`${now} ${words} ${last} ${round}`, length, "0123456789abcdef");
    // An identifier of digits alone would look like a number to those who come later.
    if (!ids.includes(id) && /[a-f]/.test(id)) return id;
  }
}

/** `a10274855` alone may be twelve thrown digits: letters in front count where all have them. */
const isHabit = (alike: number, all: number, head: string, tail: string | undefined): boolean =>
  head === "" && (tail !== undefined || alike > 1 || all === 1)
    ? alike * 2 > all
    : alike === all && all > 1;

const shortened = (id: string): string =>
  id.length <= longest ? id : id.slice(0, longest).replace(/[-_][^-_]*$/, "");
