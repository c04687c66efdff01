import { byText } from "./order.ts";
import { noDown } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { unknown } from "./unknown.ts";

/** A program of the project itself that runs .sql files on SQLite by name, and writes down which. */
export const sqliteFiles: Runner = {
  ...unknown,
  id: "sqlite",
  recognises: () => undefined,
  isMigration: (name) => /^\d[^/]*\.sql$/i.test(name),
  order: { key: "text", compare: byText },
  down: noDown,
};
