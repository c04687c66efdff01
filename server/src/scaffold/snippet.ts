/** A VS Code snippet, read: text, and the places that its user fills in. */
export type Snippet = readonly Part[];

export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "place"; readonly number: number; readonly inner: Snippet }
  | { readonly kind: "choice"; readonly number: number; readonly choices: readonly string[] };

export const text = (plain: string): Snippet =>
  plain === "" ? [] : [{ kind: "text", text: plain }];

/** Where the cursor goes last. */
export const lastStop = (inner = ""): Snippet => [{ kind: "place", number: 0, inner: text(inner) }];

/** Texts and snippets one after the other. */
export const snippet = (
  words: TemplateStringsArray,
  ...parts: readonly (Snippet | string)[]
): Snippet =>
  words.flatMap((word, index) => {
    const part = parts[index] ?? [];
    return [...text(word), ...(typeof part === "string" ? text(part) : part)];
  });

export const joined = (snippets: readonly Snippet[], between: string): Snippet =>
  snippets.flatMap((one, index) => (index === 0 ? one : [...text(between), ...one]));

/** The texts as another language writes them; the places stay. */
export const inHost = (parts: Snippet, written: (text: string) => string): Snippet =>
  parts.map((part) =>
    part.kind === "text"
      ? { ...part, text: written(part.text) }
      : part.kind === "place"
        ? { ...part, inner: inHost(part.inner, written) }
        : { ...part, choices: part.choices.map(written) },
  );

/** https://code.visualstudio.com/docs/editing/userdefinedsnippets#_grammar, without variables and transformations. */
export function readSnippet(source: string): Snippet {
  return readParts(source, 0, false).parts;
}

function readParts(
  source: string,
  from: number,
  isInner: boolean,
): { readonly parts: Snippet; readonly end: number } {
  const parts: Part[] = [];
  let plain = "";
  let at = from;
  const add = (part: Part, end: number): void => {
    parts.push(...text(plain), part);
    plain = "";
    at = end;
  };
  while (at < source.length) {
    const rest = source.slice(at);
    if (isInner && rest.startsWith("}")) break;
    const escape = /^\\([\\$}])/.exec(rest);
    const bare = /^\$(\d+)|^\$\{(\d+)\}/.exec(rest);
    const choice = /^\$\{(\d+)\|((?:\\.|[^|\\])*)\|\}/.exec(rest);
    const place = /^\$\{(\d+):/.exec(rest);
    if (escape) {
      plain += escape[1] ?? "";
      at += 2;
    } else if (bare) {
      add({ kind: "place", number: Number(bare[1] ?? bare[2]), inner: [] }, at + bare[0].length);
    } else if (choice) {
      const choices = ((choice[2] ?? "").match(/(?:\\.|[^,\\])+/g) ?? []).map((one) =>
        one.replaceAll(/\\([\\$},|])/g, "$1"),
      );
      add({ kind: "choice", number: Number(choice[1]), choices }, at + choice[0].length);
    } else if (place) {
      const inner = readParts(source, at + place[0].length, true);
      add({ kind: "place", number: Number(place[1]), inner: inner.parts }, inner.end + 1);
    } else {
      plain += source.charAt(at);
      at += 1;
    }
  }
  parts.push(...text(plain));
  return { parts, end: at };
}

/** As it is written for VS Code. */
export const sourceOf = (parts: Snippet): string =>
  parts
    .map((part) => {
      if (part.kind === "text") return part.text.replaceAll(/[\\$}]/g, "\\$&");
      if (part.kind === "choice")
        return `\${${part.number}|${part.choices.map((one) => one.replaceAll(/[\\$},|]/g, "\\$&")).join(",")}|}`;
      return part.inner.length === 0
        ? `\${${part.number}}`
        : `\${${part.number}:${sourceOf(part.inner)}}`;
    })
    .join("");

/** As plain text: places become their defaults, those without one the default of the first place of their number. */
export function plainOf(parts: Snippet): string {
  const defaults = new Map<number, string>();
  const collect = (some: Snippet): void => {
    for (const part of some) {
      if (part.kind !== "place" || part.inner.length === 0) continue;
      collect(part.inner);
      if (!defaults.has(part.number)) defaults.set(part.number, say(part.inner));
    }
  };
  const say = (some: Snippet): string =>
    some
      .map((part) => {
        if (part.kind === "text") return part.text;
        if (part.kind === "choice") return part.choices[0] ?? "";
        return part.inner.length > 0 ? say(part.inner) : (defaults.get(part.number) ?? "");
      })
      .join("");
  collect(parts);
  return say(parts);
}

/** A stretch of its plain text, which begins and ends in texts or between parts. */
export function cut(parts: Snippet, from: number, to: number): Snippet {
  const out: Part[] = [];
  let offset = 0;
  for (const part of parts) {
    const plain = plainOf([part]);
    const start = Math.max(from - offset, 0);
    const end = Math.min(to - offset, plain.length);
    offset += plain.length;
    if (start >= end) continue;
    out.push(part.kind === "text" ? { kind: "text", text: plain.slice(start, end) } : part);
  }
  return out;
}
