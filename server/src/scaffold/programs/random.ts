/** Letters that look thrown, and are the same for the same text: FNV-1a, stirred for each letter. */
export function mixed(text: string, length: number, alphabet: string): string {
  let hash = 0x811c9dc5;
  const stir = (code: number): void => {
    hash = Math.imul(hash ^ code, 0x01000193) >>> 0;
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d) >>> 0;
    hash ^= hash >>> 12;
  };
  for (const one of text) stir(one.codePointAt(0) ?? 0);
  let out = "";
  while (out.length < length) {
    stir(out.length);
    out += alphabet.charAt((hash >>> 0) % alphabet.length);
  }
  return out;
}
