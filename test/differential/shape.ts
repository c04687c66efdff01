/** What is in a database, as the real and the simulated one can both tell: by "class name", its properties. */
export type Shape = ReadonlyMap<string, Properties>;

/** Undefined: not known. */
export type Properties = Readonly<Record<string, string | undefined>>;

/** Canonical words for a list of names. */
export const names = (list: readonly string[]): string => list.join(",");
export const sorted = (list: readonly string[]): string => [...list].sort().join(",");
