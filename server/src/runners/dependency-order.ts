/** A migration that names those that must be run before it. */
export interface Dependent {
  readonly id: string;
  readonly depends: readonly string[];
}

/** Each after what it depends on, else as they stand; those of a circle too. */
export function afterWhatTheyNeed<T extends Dependent>(given: readonly T[]): readonly T[] {
  const waiting = [...given];
  const out: T[] = [];
  const isWaiting = (id: string): boolean => waiting.some((one) => one.id === id);
  while (waiting.length > 0) {
    const at = waiting.findIndex((one) => !one.depends.some(isWaiting));
    out.push(...waiting.splice(Math.max(at, 0), 1));
  }
  return out;
}
