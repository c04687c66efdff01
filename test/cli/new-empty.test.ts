import { describe, expect, test } from "vitest";
import { command, folderOf, textOf } from "./command.ts";

describe("the first migration of an empty folder is of the tool that the workspace names", () => {
  test.each([
    [
      "in safe-migrations.json",
      {
        "safe-migrations.json":
          '{"histories":[{"folder":"db/versions","runner":"golang-migrate"}]}',
        "db/versions/README.md": "",
      },
      /^db\/versions\/\d+_add_ducks\.up\.sql\ndb\/versions\/\d+_add_ducks\.down\.sql\n$/,
      /^(?!-- migrate:up)/,
    ],
    [
      "in the tool's own configuration",
      { ".env": "DBMATE_MIGRATIONS_DIR=db/versions\n", "db/versions/README.md": "" },
      /^db\/versions\/\d{14}_add_ducks\.sql\n$/,
      /^-- migrate:up\n/,
    ],
    [
      "nowhere",
      { "db/versions/README.md": "" },
      /^db\/versions\/\d+_add_ducks\.sql\n$/,
      /^(?!-- migrate:up)/,
    ],
  ])("%s", (_, files, printed, text) => {
    const folder = folderOf(files);
    const { code, stdout, stderr } = command(folder, "new", "add ducks", "--folder", "db/versions");
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toMatch(printed);
    expect(textOf(folder, stdout.split("\n")[0] ?? "")).toMatch(text);
  });
});
