/** What a repository needs so that no migration is merged, or committed, unchecked. */
export interface GatePlan {
  readonly files: readonly GateFile[];
  /** What is left to do by hand. */
  readonly next: readonly string[];
}

export interface GateFile {
  /** From the top of the repository. */
  readonly path: string;
  readonly text: string;
  readonly executable: boolean;
}

export interface GateRequest {
  /** Folders of migrations from the top of the repository. */
  readonly folders: readonly string[];
  /** The version that is run: a gate must not change by itself. */
  readonly version: string;
  /** The repository keeps its hooks with husky. */
  readonly husky: boolean;
}

const workflowPath = ".github/workflows/migrations.yml";

export function planGate({ folders, version, husky }: GateRequest): GatePlan {
  const sorted = [...new Set(folders)].sort();
  const hook = husky ? ".husky/pre-commit" : ".githooks/pre-commit";
  return {
    files: [
      { path: workflowPath, text: workflow(sorted, version), executable: false },
      { path: hook, text: preCommit(sorted, version), executable: true },
    ],
    next: husky ? [] : ["git config core.hooksPath .githooks"],
  };
}

/** `check` reads the migrations, `verify` runs them on an empty PostgreSQL: on every pull request that changes them. */
function workflow(folders: readonly string[], version: string): string {
  const all = folders.map(shell).join(" ");
  const paths = [
    ...folders.map((one) => (one === "" ? "**" : `${one}/**`)),
    "**/safe-migrations*.json",
    workflowPath,
  ];
  return `# No migration is merged that fails on a new database, or on the next start.
name: migrations

on:
  pull_request:
    paths:
${paths.map((one) => `      - ${JSON.stringify(one)}\n`).join("")}
permissions:
  contents: read

jobs:
  migrations:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - name: Check
        run: |
          npx --yes safe-migrations@${version} check --format github ${all}
      - name: Verify on an empty PostgreSQL
        run: |
          npx --yes safe-migrations@${version} verify ${all}
`;
}

function preCommit(folders: readonly string[], version: string): string {
  const all = folders.map(shell).join(" ");
  return `#!/bin/sh
# No migration is committed that fails on a new database, or on the next start.
# Only where one is part of the commit.
git diff --cached --quiet -- ${all} && exit 0
npx --yes safe-migrations@${version} check ${all} &&
  npx --yes safe-migrations@${version} verify ${all}
`;
}

const shell = (folder: string): string =>
  folder === ""
    ? "."
    : /^[\w./@-]+$/.test(folder)
      ? folder
      : `'${folder.replaceAll("'", "'\\''")}'`;
