import type { Transactions } from "./runner.ts";

/**
 * The whole file is sent as one simple query: PostgreSQL puts it into one transaction, unless the file has its own or
 * what stands alone in it cannot run in one.
 */
export const oneQuery: Transactions = {
  grouping: "one query",
  isOutside: ({ text }) => /\bconcurrently\b|^\s*(commit|begin)\b/im.test(text),
  outside: "one query",
};
