/** Reads something of a written statement the first time that somebody asks; it is kept as long as the statement. */
export function once<K extends object, R>(read: (from: K) => R): (from: K) => R {
  const known = new WeakMap<K, { readonly result: R }>();
  return (from) => {
    const found = known.get(from);
    if (found) return found.result;
    const result = read(from);
    known.set(from, { result });
    return result;
  };
}
