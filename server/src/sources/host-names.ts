/** TypeScript and JavaScript in a folder, or of a name, that speaks of migrations. */
export const scriptNames = /migrat.*\.[cm]?[jt]s$/i;

/** Names of files that may hold SQL: the disk lists them, and `mayHoldSql` looks into them. */
export const hostNames = {
  test: (path: string) => /\.(?:py|rs|go)$/i.test(path) || scriptNames.test(path),
};
