import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Tool } from "../tools.ts";

/** Debian's sqitch, which runs each script in psql. */
export const sqitch: Tool = {
  runner: "sqitch",
  name: (n) => `deploy/${n}_a.sql`,
  text: (body) => `BEGIN;\n${body}COMMIT;\n`,
  beside: (numbers) => ({
    "sqitch.conf": "[core]\n\tengine = pg\n",
    "sqitch.plan": `%syntax-version=1.0.0\n%project=app\n\n${numbers.map(line).join("")}`,
    ...Object.fromEntries(numbers.map((n) => [`revert/${n}_a.sql`, "SELECT 1;\n"])),
  }),
  run: (project, database) =>
    promisify(execFile)("sqitch", ["deploy", `db:${database}`], {
      cwd: project,
      env: { ...process.env, SQITCH_FULLNAME: "Ann", SQITCH_EMAIL: "ann@example.com" },
    }),
};

const line = (n: number): string => `${n}_a 2025-01-01T10:00:00Z Ann <ann@example.com> # ${n}\n`;
