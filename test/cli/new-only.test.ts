import { spawnSync } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { command, folderOf, textOf } from "./command.ts";

const old = "CREATE TABLE ducks (id int);\n";
const later = "CREATE INDEX ducks_id ON ducks (id);\n";

function git(folder: string, ...args: readonly string[]): void {
  const who = ["-c", "user.name=duck", "-c", "user.email=duck@example.com"];
  const { status, stderr } = spawnSync("git", [...who, ...args], { cwd: folder, encoding: "utf8" });
  expect(status, stderr).toBe(0);
}

describe("an old project starts quiet", () => {
  test("what the baseline accepts is silent, what is new or changed is told", () => {
    const folder = folderOf({ "migrations/001_ducks.sql": old });
    const written = command(folder, "baseline");
    expect(written.stdout).toBe("1 findings accepted in safe-migrations-baseline.json\n");
    expect(command(folder, "check").code).toBe(0);
    // The layout does not count.
    writeFileSync(
      join(folder, "migrations/001_ducks.sql"),
      `-- ducks\n${old.replace(" (", "\n(")}`,
    );
    expect(command(folder, "check").code).toBe(0);
    writeFileSync(join(folder, "migrations/002_index.sql"), later);
    const told = JSON.parse(command(folder, "check", "--format", "json").stdout);
    expect(told.findings.map((one: { path: string }) => one.path)).toEqual([
      "migrations/002_index.sql",
    ]);
    writeFileSync(join(folder, "migrations/001_ducks.sql"), old.replace("id", "name"));
    expect(command(folder, "check", "migrations/001_ducks.sql").code).toBe(1);
    // Written again it takes in what is there now.
    command(folder, "baseline");
    expect(command(folder, "check").code).toBe(0);
  });

  test.each([
    "{ oops",
    "null",
    '{"version":1,"accepted":null}',
    '{"version":1,"accepted":{"migrations/001_ducks.sql":null}}',
  ])("a baseline that cannot be read accepts nothing: %s", (text) => {
    const folder = folderOf({
      "migrations/001_ducks.sql": old,
      "safe-migrations-baseline.json": text,
    });
    expect(command(folder, "check").code).toBe(1);
  });

  test("--since takes no options for git", () => {
    const folder = folderOf({ "migrations/001_ducks.sql": old });
    git(folder, "init", "-q", "-b", "main");
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "-m", "ducks");
    const { code, stderr } = command(folder, "check", "--since=--output=written");
    expect(code).toBe(2);
    expect(stderr).toContain("git knows no commit --output=written here");
  });

  test("--since looks at what the branch changed, in files that git does not know yet too", () => {
    const folder = folderOf({
      "db/migrations/001_ducks.sql": old,
      "db/migrations/002_b.sql": later,
    });
    git(folder, "init", "-q", "-b", "main");
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "-m", "ducks");
    git(folder, "checkout", "-q", "-b", "work");
    expect(command(folder, "check", "--since", "main").code).toBe(0);
    writeFileSync(join(folder, "db/migrations/003_c.sql"), "CREATE TABLE geese (id int);\n");
    appendFileSync(join(folder, "db/migrations/002_b.sql"), "-- honk\n");
    git(folder, "commit", "-q", "-am", "honk");
    const { stdout, code } = command(folder, "check", "--since", "main", "--format", "json");
    expect(code).toBe(1);
    expect(
      JSON.parse(stdout)
        .findings.map((one: { path: string }) => one.path)
        .sort(),
    ).toEqual(["db/migrations/002_b.sql", "db/migrations/003_c.sql"]);
    const unknown = command(folder, "check", "--since", "nowhere");
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain("git knows no commit nowhere here");
    expect(textOf(folder, "db/migrations/001_ducks.sql")).toBe(old);
  });
});

describe("what other programs read", () => {
  const folder = (): string => folderOf({ "migrations/001_a&b.sql": `-- 🦆\n${old}` });

  test("SARIF", () => {
    const { runs } = JSON.parse(command(folder(), "check", "--format", "sarif").stdout);
    expect(runs[0].results[0]).toMatchObject({
      ruleId: "rerun/create-if-not-exists",
      level: "warning",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "migrations/001_a%26b.sql" },
            region: { startLine: 2 },
          },
        },
      ],
    });
  });

  test("GitLab", () => {
    const [issue] = JSON.parse(command(folder(), "check", "--format", "gitlab").stdout);
    expect(issue).toMatchObject({
      check_name: "rerun/create-if-not-exists",
      severity: "major",
      location: { path: "migrations/001_a&b.sql", lines: { begin: 2 } },
    });
  });

  test("JUnit", () => {
    const { stdout } = command(folder(), "check", "--format", "junit");
    expect(stdout).toContain('<testsuite name="migrations" tests="1" failures="1">');
    expect(stdout).toContain('file="migrations/001_a&amp;b.sql"');
    expect(stdout).toContain("42P07 relation &quot;ducks&quot; already exists");
  });

  test("--since tells what was released beside the branch", () => {
    const folder = folderOf({
      "golang-migrate/go.mod": "require github.com/golang-migrate/migrate/v4 v4.17.0\n",
      "db/1_ducks.up.sql": old,
      "db/1_ducks.down.sql": "DROP TABLE ducks;\n",
    });
    git(folder, "init", "-q", "-b", "main");
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "-m", "ducks");
    git(folder, "checkout", "-q", "-b", "work");
    writeFileSync(
      join(folder, "db/2_geese.up.sql"),
      "CREATE TABLE IF NOT EXISTS geese (id int);\n",
    );
    writeFileSync(join(folder, "db/1_ducks.up.sql"), old.replace("id", "name"));
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "-m", "geese");
    git(folder, "checkout", "-q", "main");
    writeFileSync(
      join(folder, "db/3_swans.up.sql"),
      "CREATE TABLE IF NOT EXISTS swans (id int);\n",
    );
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "-m", "swans");
    git(folder, "checkout", "-q", "work");
    const found = JSON.parse(command(folder, "check", "--since", "main", "--format", "json").stdout)
      .findings as readonly { rule: string; path: string; severity: string }[];
    expect(
      found
        .filter((one) => one.rule.startsWith("history/"))
        .map((one) => `${one.severity} ${one.rule} ${one.path}`)
        .sort(),
    ).toEqual([
      "error history/late-version db/2_geese.up.sql",
      "warning history/applied-migration-edited db/1_ducks.up.sql",
    ]);
  });
});
