import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { command, folderOf } from "./command.ts";

/** A program that runs its folder of migrations on every boot. */
const project = {
  "go.mod": "module ducks\n",
  "store/db.go": `package store
func boot(db *sql.DB) {
	entries, _ := os.ReadDir("migrations")
	for _, one := range entries {
		if strings.HasSuffix(one.Name(), ".up.sql") {
			text, _ := os.ReadFile("migrations/" + one.Name())
			db.Exec(string(text))
		}
	}
}
`,
  "migrations/000001_ducks.up.sql": "CREATE TABLE ducks (id int);\n",
  "migrations/000001_ducks.down.sql": "DROP TABLE ducks;\n",
};

/** A repository that has nothing to do with it. */
const others = {
  ".git/HEAD": "",
  "package.json": '{ "dependencies": { "node-pg-migrate": "7.0.0" } }\n',
  "safe-migrations.json": '{ "rerun": "off" }\n',
};

const findings = (folder: string, path: string): readonly string[] =>
  JSON.parse(command(folder, "check", path, "--format", "json").stdout).findings.map(
    (one: { severity: string; rule: string; path: string }) =>
      `${one.severity} ${one.rule} ${one.path.replace(/^.*(?=migrations\/)/, "")}`,
  );

test.each([
  ["a repository", { ".git/HEAD": "" }, ""],
  ["a folder of one", { ".git/HEAD": "" }, "migrations"],
  ["a project without git", {}, ""],
  ["a folder of a project without git", {}, "migrations"],
  ["a file of a repository", { ".git/HEAD": "" }, "migrations/000001_ducks.up.sql"],
])("%s is judged by what lies around it, wherever it is asked for", (_, git, part) => {
  const folder = folderOf({ ...project, ...git });
  const there = findings(folder, part || ".");
  expect(there).toEqual(["error rerun/create-if-not-exists migrations/000001_ducks.up.sql"]);
  expect(findings(folderOf({}), join(folder, part))).toEqual(there);
  expect(findings(folderOf(others), join(folder, part))).toEqual(there);
});

test("a folder without anything around it is judged by what lies around the working directory", () => {
  const { "migrations/000001_ducks.up.sql": up, ...around } = project;
  const folder = folderOf({ ...around, "migrations/000001_ducks.up.sql": up, "tools/a.txt": "" });
  expect(findings(join(folder, "tools"), "../migrations")).toEqual(findings(folder, "migrations"));
});

test("of projects side by side in a folder each is judged by its own", () => {
  const other = Object.entries(project).map(([name, text]) => [`other/${name}`, text]);
  const folder = folderOf({
    ...Object.fromEntries(other),
    "one/package.json": "{}\n",
    "one/migrations/000001_nests.up.sql": "CREATE TABLE nests (id int);\n",
  });
  const there = findings(join(folder, "one"), ".");
  expect(there).toEqual(["warning rerun/create-if-not-exists migrations/000001_nests.up.sql"]);
  expect(findings(folder, "one")).toEqual(there);
  expect(findings(folder, "one/migrations")).toEqual(there);
});

test("two repositories are judged each by its own", () => {
  const [one, other] = [folderOf({ ...project, ".git/HEAD": "" }), folderOf(others)];
  mkdirSync(join(other, "migrations"));
  writeFileSync(join(other, "migrations/1_ducks.sql"), "CREATE TABLE ducks (id int);\n");
  const { stdout } = command(folderOf({}), "check", one, other, "--format", "json");
  expect(JSON.parse(stdout).findings).toMatchObject([
    { rule: "rerun/create-if-not-exists", severity: "error" },
  ]);
  // What is said on the command line holds for all.
  const said = command(folderOf({}), "check", one, other, "--rerun=off", "--format", "json");
  expect(JSON.parse(said.stdout).findings).toEqual([]);
});

test("--since asks the repository that the migrations lie in", () => {
  const folder = folderOf({ ...project, "app/a.txt": "" });
  const git = (...args: readonly string[]): void =>
    void execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
      cwd: folder,
      stdio: "ignore",
    });
  git("init", "-b", "main");
  git("add", ".");
  git("commit", "-m", "first");
  const since = (from: string): readonly unknown[] =>
    JSON.parse(command(from, "check", folder, "--since", "main", "--format", "json").stdout)
      .findings;
  for (const from of [folder, join(folder, "app"), folderOf({})]) expect(since(from)).toEqual([]);
  writeFileSync(join(folder, "migrations/000002_nests.up.sql"), "CREATE TABLE nests (id int);\n");
  for (const from of [folder, join(folder, "app"), folderOf({})])
    expect(since(from)).toContainEqual(
      expect.objectContaining({ rule: "rerun/create-if-not-exists", severity: "error" }),
    );
});

test("a baseline lies above what it accepts", () => {
  const folder = folderOf(project);
  const { code, stderr } = command(folderOf({}), "baseline", join(folder, "migrations"));
  expect(code).toBe(2);
  expect(stderr).toContain("run this at the top of the repository, above it");
});
