import { join } from "node:path";

/** Where npm run test:tools:heavy installs the tools. */
export const installed = join(import.meta.dirname, "node_modules");
