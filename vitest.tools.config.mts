import { defineConfig } from "vitest/config";

/** The migration tools themselves, and verify, on a PostgreSQL server. */
export default defineConfig({
  test: {
    include: [
      "test/runners/tools.test.ts",
      "test/runners/alembic.test.ts",
      "test/runners/django.test.ts",
      "test/runners/new-migration.test.ts",
      "test/verify/server.test.ts",
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
