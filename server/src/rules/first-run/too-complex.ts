import { rule } from "../rule.ts";

export default rule({
  id: "first-run/too-complex",
  title: "A statement that is too much for the parser here",
  why: "A statement of many megabytes, one that is nested thousands of times, or one with a NUL in it is not read here. PostgreSQL may well take it; nothing is known of what it does, so nothing else is said of it.",
  severity: "information",
  aliases: [],
  speaksOf: "unread",
  *check({ unread }) {
    if (unread?.kind !== "too-complex") return;
    yield {
      message: `Statement too complex: ${unread.message}. It was not checked.`,
      at: { start: 0, end: 1 },
    };
  },
  examples: {
    flags: [{ sql: `SELECT ${"(".repeat(5000)}1${")".repeat(5000)};` }],
    allows: [{ sql: "SELECT ((((1))));" }],
  },
});
