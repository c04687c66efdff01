/**
 * Canonical text of a syntax tree, for comparing: JSON with sorted keys, without places in the text.
 * Two texts that differ only in blanks, case of keywords or comments have the same one.
 */
export const definition = (node: unknown): string => JSON.stringify(withoutPlaces(node)) ?? "";

const places = new Set([
  "location",
  "stmt_location",
  "stmt_len",
  "list_start",
  "list_end",
  "rexpr_list_start",
  "rexpr_list_end",
]);

function withoutPlaces(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutPlaces);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !places.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, withoutPlaces(value)]),
  );
}
