import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // The migration tools themselves need a PostgreSQL server: npm run test:tools, test:tools:heavy.
    exclude: [
      "**/node_modules/**",
      "test/host/**",
      "test/runners/tools.test.ts",
      "test/runners/heavy.test.ts",
      "test/runners/alembic.test.ts",
      "test/runners/django.test.ts",
      "test/runners/new-migration.test.ts",
      "test/verify/server.test.ts",
    ],
    // A PostgreSQL takes seconds to start when the machine is busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
