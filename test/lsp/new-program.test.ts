import { expect, test } from "vitest";
import type { Plan } from "../../protocol/requests.ts";
import { folderOf } from "../cli/command.ts";
import { programHistories } from "../scaffold/program-histories.ts";
import { startServer } from "./client.ts";

/** What the editor asks when the command New Migration is run. */
const planned = async (folder: string, kind: string): Promise<Plan> => {
  const { connection } = await startServer(true);
  return connection.sendRequest<Plan>("safeMigrations/planMigration", {
    folder,
    kind,
    name: "Add nickname",
    now: Date.UTC(2026, 10, 21, 9, 30, 0),
  });
};

test.each(
  Object.entries(programHistories).filter(([name]) =>
    ["alembic", "django", "typeorm"].includes(name),
  ),
)(
  "a new migration of %s is a program with its places, in the folder that was asked for",
  async (_, one) => {
    const project = folderOf(one.files);
    const plan = await planned(`${project}/${one.folder}`, "add-column");
    if ("problem" in plan) throw new Error(plan.problem);
    const [file] = plan.files;
    expect(plan.files).toHaveLength(1);
    const start = `${project}/${one.folder}/`;
    expect(file?.path.startsWith(start)).toBe(true);
    expect(file?.path.slice(start.length)).toMatch(one.next);
    expect(file?.snippet).toContain(
      "ALTER TABLE ${1:accounts} ADD COLUMN IF NOT EXISTS ${2:nickname} ${3:text}",
    );
  },
);

test("programs that are not read are told with their tool's command, and no file is named", async () => {
  const project = folderOf({ "db/migrations/00001_first.go": "package migrations\n" });
  const plan = await planned(`${project}/db/migrations`, "blank");
  expect(plan).toEqual({ problem: expect.stringContaining("goose create NAME go") });
});
