import { defineConfig } from "vitest/config";

/** The migration tools themselves, on a PostgreSQL server. */
export default defineConfig({
  test: {
    include: ["test/runners/tools.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
