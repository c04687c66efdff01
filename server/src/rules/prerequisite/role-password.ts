import { namedIn } from "../../effects/clauses/named.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "prerequisite/role-password",
  title: "A password in a migration",
  why: "Everybody who can read the repository, its copies and its history can read the password, and the statement may show up in the server's log. A file that has been applied cannot be changed when the password is. Create the role without one, and set it where secrets are kept.",
  severity: "information",
  aliases: [],
  *check({ effects, surface }) {
    for (const effect of effects) {
      if (effect.kind !== "create-role" || !effect.attributes.includes("password")) continue;
      yield {
        message: `The password of role ${effect.name} stands in the repository.`,
        detail: "Create the role without it, and set the password where secrets are kept.",
        at: namedIn(surface, effect.name) ?? { start: 0, end: surface.text.length },
      };
    }
  },
  examples: {
    flags: [
      {
        sql: "DROP ROLE IF EXISTS reporting; CREATE ROLE reporting LOGIN PASSWORD 'secret';",
        also: ["prerequisite/privilege-needed"],
      },
    ],
    allows: [{ sql: "DROP ROLE IF EXISTS reporting;" }],
  },
});
