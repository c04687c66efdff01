import type { Span } from "../../text/span.ts";
import type { Surface } from "../surface.ts";
import { nameAt, ownName } from "./name.ts";
import { wordAt, written } from "./written.ts";

/** Where a name is written first, with its schema; undefined where it is not. */
export function namedIn(surface: Surface, name: string): Span | undefined {
  const on = written(surface);
  for (let index = 0; index < on.tokens.length; index++) {
    const found = wordAt(on, index - 1) === "." ? undefined : nameAt(on, index);
    if (found && ownName(found) === name) return found.span;
    if (found) index = found.next - 1;
  }
  return undefined;
}
