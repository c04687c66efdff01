import { DOT, isWord } from "./characters.ts";
import type { Scanner } from "./scanner.ts";

/** What the splitter has to know of a statement to find its end. */
export interface Shape {
  kind: "new" | "create" | "routine" | "rule" | "copy" | "other";
  /** BEGIN ATOMIC and CASE that wait for their END. */
  blocks: number;
  /** COPY … FROM STDIN: rows may follow. */
  copiesFromInput: boolean;
  /** The word right before, when it is one that changes what the next means. */
  after: "begin" | "from" | "as" | "dot" | "";
}

export const newShape = (): Shape => ({
  kind: "new",
  blocks: 0,
  copiesFromInput: false,
  after: "",
});

/** Takes in the statement's next token, comments left out. */
export function meet(shape: Shape, token: Scanner): void {
  if (shape.kind === "other") return;
  if (token.kind !== "word") {
    if (shape.kind === "new" && token.kind !== "punctuation") shape.kind = "other";
    if (shape.after !== "" || shape.blocks > 0) shape.after = isDot(token) ? "dot" : "";
    return;
  }
  switch (shape.kind) {
    case "new":
      shape.kind = is(token, "create") ? "create" : is(token, "copy") ? "copy" : "other";
      return;
    case "create":
      shape.kind = created(token);
      return;
    case "copy":
      if (shape.after === "from" && is(token, "stdin")) shape.copiesFromInput = true;
      shape.after = is(token, "from") ? "from" : "";
      return;
    case "routine":
      meetInRoutine(shape, token);
  }
}

function created(token: Scanner): Shape["kind"] {
  if (is(token, "or") || is(token, "replace")) return "create";
  if (is(token, "function") || is(token, "procedure")) return "routine";
  return is(token, "rule") ? "rule" : "other";
}

function meetInRoutine(shape: Shape, token: Scanner): void {
  if (shape.blocks === 0) {
    if (shape.after === "begin" && is(token, "atomic")) shape.blocks = 1;
    shape.after = is(token, "begin") ? "begin" : "";
    return;
  }
  // `x.end` and `AS end` are names.
  if (shape.after === "") {
    if (is(token, "case")) shape.blocks++;
    else if (is(token, "end")) shape.blocks--;
  }
  shape.after = is(token, "as") ? "as" : "";
}

const is = (token: Scanner, word: string): boolean =>
  isWord(token.text, token.start, token.end, word);

const isDot = (token: Scanner): boolean =>
  token.kind === "punctuation" && token.text.charCodeAt(token.start) === DOT;
