import type { Span } from "../text/span.ts";
import type { HostString } from "./host-string.ts";

/** A text that a program holds, and the expression that it is. */
export interface FoundString {
  readonly at: Span;
  readonly string: HostString;
}
