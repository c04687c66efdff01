import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "rerun/add-value-if-not-exists",
  title: "ADD VALUE without IF NOT EXISTS fails when it is run again",
  why: "The second run finds the enum value of the first run and stops there (42710). IF NOT EXISTS leaves it where it is.",
  severity: "rerun",
  aliases: [],
  check: (scene) =>
    failures(scene, "add-value-if-not-exists", () => "ALTER TYPE … ADD VALUE has IF NOT EXISTS."),
  examples: {
    flags: [
      {
        given: "CREATE TYPE mood AS ENUM ('sad', 'happy');",
        sql: "ALTER TYPE mood ADD VALUE 'calm' BEFORE 'happy';",
        fixed: "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'calm' BEFORE 'happy';",
      },
      {
        given: "create type public.mood as enum ('sad');",
        sql: "alter type public.mood add value 'it''s fine';",
        fixed: "alter type public.mood add value if not exists 'it''s fine';",
      },
    ],
    allows: [
      {
        given: "CREATE TYPE mood AS ENUM ('sad');",
        sql: "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'calm';",
        because: "the guard holds in the second run",
      },
    ],
  },
});
