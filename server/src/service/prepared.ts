import type { Judged } from "./check-file.ts";
import type { Bench } from "./context.ts";

/** PostgreSQL takes one statement in a prepared one: the program's second statement is refused with all others. */
export function* preparedTogether(on: Bench): Iterable<Judged> {
  for (const send of on.file.source?.sends ?? []) {
    if (!send.prepared) continue;
    const inside = [...on.first.statements.entries()].filter(
      ([, { read }]) =>
        send.span.start <= read.statement.span.start && read.statement.span.end <= send.span.end,
    );
    const second = inside[1];
    if (!second) continue;
    const [statement, { read }] = second;
    yield {
      finding: {
        rule: "first-run/several-in-one",
        severity: "error",
        message:
          "PostgreSQL refuses it: 42601 cannot insert multiple commands into a prepared statement.",
        detail:
          "The call prepares its text, which takes one statement: send them one by one, or use raw_sql.",
        run: "fresh",
        sqlstate: "42601",
        path: on.file.path,
        span: read.statement.span,
        statement: read.statement.span,
        related: [],
      },
      proposals: [],
      statement,
    };
  }
}
