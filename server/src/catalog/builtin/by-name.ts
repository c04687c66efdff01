/** What is written in lines that begin with a name: a line is looked for, and read, when its name is first asked for. */
export interface ByName<T> {
  readonly keys: () => readonly string[];
  readonly get: (name: string) => readonly T[] | undefined;
  readonly forEach: (use: (all: readonly T[], name: string) => void) => void;
}

/** Reads `name one another …`. */
export function byName<T>(text: string, read: (one: string) => T): ByName<T> {
  const known = new Map<string, readonly T[] | undefined>();
  const get = (name: string): readonly T[] | undefined => {
    if (known.has(name)) return known.get(name);
    const made = lineOf(text, name)?.split(" ").map(read);
    known.set(name, made);
    return made;
  };
  const keys = (): readonly string[] =>
    text === "" ? [] : text.split("\n").map((line) => line.slice(0, line.indexOf(" ")));
  return {
    keys,
    get,
    forEach(use) {
      for (const name of keys()) use(get(name) ?? [], name);
    },
  };
}

/** What follows a name at the beginning of a line. */
function lineOf(text: string, name: string): string | undefined {
  const before = text.startsWith(`${name} `) ? 0 : text.indexOf(`\n${name} `) + 1;
  if (before === 0 && !text.startsWith(`${name} `)) return undefined;
  const end = text.indexOf("\n", before);
  return text.slice(before + name.length + 1, end < 0 ? text.length : end);
}
