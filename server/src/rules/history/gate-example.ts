import { revisionFile } from "./revision-example.ts";

type Files = Readonly<Record<string, string>>;

/** A tree of which the last revision needs a row. */
export const needing: Files = {
  "aaaa.py": revisionFile(
    "aaaa",
    "None",
    `op.create_table("users", sa.Column("email", sa.Text(), primary_key=True))`,
    `op.drop_table("users")`,
  ),
  "bbbb.py": revisionFile(
    "bbbb",
    '"aaaa"',
    `row = op.get_bind().execute(sa.text("SELECT 1 FROM users WHERE email = 'a'")).fetchone()
    if row is None:
        raise RuntimeError("seed the user first")`,
    "pass",
  ),
};

/** A workflow of these commands; SEED puts the row there. */
export const gateExample = (
  commands: readonly string[],
  paths: readonly string[] = ["**"],
): Files => ({
  ".github/workflows/ci.yml": `on:
  pull_request:
    paths: [${paths.map((one) => `"${one}"`).join(", ")}]
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
${commands.map((one) => `      - run: ${one === "SEED" ? `psql -c "INSERT INTO users VALUES ('a') ON CONFLICT DO NOTHING"` : one}\n`).join("")}`,
});
