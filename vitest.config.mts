import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/host/**"],
    // A PostgreSQL takes seconds to start when the machine is busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
