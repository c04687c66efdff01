import { literal, quoteIdent } from "../../sql/names.ts";
import { type Proposal, rule, type Scene } from "../rule.ts";
import { prerequisites } from "./missing.ts";

export default rule({
  id: "prerequisite/role-missing",
  title: "A role that no migration creates",
  why: "Roles belong to the server, not to the database. Production has them; a new developer's database, or the one that a test makes, does not, and PostgreSQL refuses the statement there. Create the role behind a guard, or declare it in safe-migrations.json.",
  severity: "warning",
  run: "fresh",
  aliases: [],
  check: (scene) =>
    prerequisites(
      scene,
      (missing) => missing.class === "role",
      ({ name }) =>
        `Role "${name}" must be there first: no migration creates it (42704 role "${name}" does not exist).`,
      () => "Create it behind a guard, or declare it as part of the environment.",
      roleBlock,
    ),
  examples: {
    flags: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "GRANT SELECT ON orders TO reporting;",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reporting') THEN CREATE ROLE reporting; END IF; END $$; GRANT SELECT ON orders TO reporting;",
        because: "the role is created behind a guard",
      },
      {
        given: "CREATE TABLE orders (id int);",
        sql: "GRANT SELECT ON orders TO CURRENT_USER;",
        because: "that is always somebody",
      },
    ],
  },
});

/** The guarded block that creates the role, before the statement. */
function roleBlock(scene: Scene, { name }: { readonly name: string }): readonly Proposal[] {
  const { lineEnding: eol, indent } = scene.surface;
  const lines = [
    "DO $$",
    "BEGIN",
    `  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal(name)}) THEN`,
    `    CREATE ROLE ${quoteIdent(name)} NOLOGIN;`,
    "  END IF;",
    "END",
    "$$;",
    "",
    "",
  ];
  return [
    {
      title: `Create role ${name} before it, behind a guard`,
      grade: "sketch",
      edits: [{ span: { start: 0, end: 0 }, text: lines.join(eol + indent).trimStart() }],
      block: true,
      mends: "first run",
    },
  ];
}
