import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { planGate } from "../../server/src/scaffold/gate.ts";
import { readWorkflow } from "../../server/src/sources/workflow/workflow.ts";

const folders = ["db/migrations", "my app's/migrations"];
const plan = planGate({ folders, version: "1.2.3", husky: false });
const textOf = (path: string): string => plan.files.find((one) => one.path === path)?.text ?? "";

test("the workflow is YAML that checks and verifies every folder when it changes", () => {
  const text = textOf(".github/workflows/migrations.yml");
  const workflow = parse(text);
  expect(workflow.on.pull_request.paths).toEqual([
    "db/migrations/**",
    "my app's/migrations/**",
    "**/safe-migrations*.json",
    ".github/workflows/migrations.yml",
  ]);
  const commands = workflow.jobs.migrations.steps.flatMap((step: { run?: string }) =>
    step.run ? [step.run.trim()] : [],
  );
  const quoted = "db/migrations 'my app'\\''s/migrations'";
  expect(commands).toEqual([
    `npx --yes safe-migrations@1.2.3 check --format github ${quoted}`,
    `npx --yes safe-migrations@1.2.3 verify ${quoted}`,
  ]);
  expect(readWorkflow({ path: "w.yml", text }).jobs[0]?.length).toBe(2);
});

test("the hook is a script that a shell can read", () => {
  const folder = mkdtempSync(join(tmpdir(), "safe-migrations-gate-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "hook");
  writeFileSync(file, textOf(".githooks/pre-commit"));
  expect(spawnSync("sh", ["-n", file], { encoding: "utf8" })).toMatchObject({
    status: 0,
    stderr: "",
  });
});

test("hooks go where husky keeps them", () => {
  const paths = planGate({ folders, version: "1.2.3", husky: true }).files.map((one) => one.path);
  expect(paths).toContain(".husky/pre-commit");
});
