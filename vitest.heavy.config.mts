import { defineConfig } from "vitest/config";

/** Migration tools that are too large to come with everybody's packages. */
export default defineConfig({
  test: {
    include: ["test/runners/heavy.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
