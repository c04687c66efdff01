import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Tool } from "../tools.ts";

/** Debian's yoyo. */
export const yoyo: Tool = {
  runner: "yoyo",
  name: (n) => `migrations/${n}_a.sql`,
  text: (body) => body,
  beside: () => ({ "yoyo.ini": "[DEFAULT]\nsources = migrations\n" }),
  run: (project, database) =>
    promisify(execFile)("yoyo", [
      ...["apply", "--batch", "--no-config-file"],
      // Of what follows the question mark it hands everything to the driver.
      ...["--database", database.replace(/\?.*/, ""), join(project, "migrations")],
    ]),
};
