import { type Span, spanText } from "../text/span.ts";

/** A comment that silences rules: `-- safe-migrations-ignore rule, rule: reason`, `…-ignore-file`, or Squawk's. */
export interface Suppression {
  /** The comment. */
  readonly span: Span;
  /** Rule names as written; empty means every rule. */
  readonly rules: readonly { readonly name: string; readonly span: Span }[];
  readonly reason: string;
  readonly scope: "statement" | "file";
  readonly dialect: "safe-migrations" | "squawk";
}

const directive = /^(--|\/\*|#|\/\/)\s*(safe-migrations|squawk)-ignore(-file)?\b[ \t]*/;

/** All of them, in order. `comments`: where the text has comments. */
export function suppressions(
  text: string,
  comments: readonly { readonly span: Span }[],
): readonly Suppression[] {
  return comments.flatMap((comment) => {
    const written = spanText(text, comment.span);
    const head = directive.exec(written);
    if (!head) return [];
    const end = written.startsWith("/*")
      ? written.replace(/\s*\*\/$/, "").length
      : written.trimEnd().length;
    const body = written.slice(head[0].length, end);
    const colon = body.indexOf(":");
    const names = colon < 0 ? body : body.slice(0, colon);
    return [
      {
        span: { start: comment.span.start, end: comment.span.start + end },
        rules: [...names.matchAll(/[^\s,]+/g)].map((name) => {
          const start = comment.span.start + head[0].length + name.index;
          return { name: name[0], span: { start, end: start + name[0].length } };
        }),
        reason: colon < 0 ? "" : body.slice(colon + 1).trim(),
        scope: head[3] ? ("file" as const) : ("statement" as const),
        dialect: head[2] === "squawk" ? ("squawk" as const) : ("safe-migrations" as const),
      },
    ];
  });
}
