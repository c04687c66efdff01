import type { Catalog, PlainObject } from "../catalog.ts";
import { plainNames } from "../look-up.ts";
import type { Names } from "../names.ts";

/** What an extension of which the contents are not known is marked with. */
export const openContents = "contents unknown";

/** Something that nobody created may have come with an extension. */
export function someExtensionIsOpen(catalog: Catalog): boolean {
  const extensions = plainNames(catalog, "extension");
  let answer = answers.get(extensions);
  if (answer === undefined) {
    answer = extensions.known.some((one) => one.needs?.includes(openContents) ?? false);
    answers.set(extensions, answer);
  }
  return answer;
}
const answers = new WeakMap<Names<PlainObject>, boolean>();
