/** The file that an extension comes in: contrib/spi holds four. */
export const bundleOf = (name: string): string =>
  ["autoinc", "insert_username", "moddatetime", "refint"].includes(name) ? "spi" : name;
