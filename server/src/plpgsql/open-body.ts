import { refuse } from "../catalog/draft.ts";
import { GiveUp, type Machine } from "./run.ts";
import { firstBody } from "./read-body.ts";
import type { Body } from "./tree.ts";

const opened = new WeakMap<Machine, Map<string, Body | undefined>>();

/**
 * The tree of a DO block's or function's body, from the whole statement. Refused where PostgreSQL's own parser
 * refuses the code; given up where that parser, having no catalog here, says what PostgreSQL may not say.
 */
export function openBody(machine: Machine, statement: string): Body {
  const bodies = opened.get(machine) ?? new Map<string, Body | undefined>();
  opened.set(machine, bodies);
  const known = bodies.get(statement);
  if (known) return known;
  const parsed = machine.parser.parsePlpgsql(statement);
  if (parsed.kind === "error") {
    const sqlstate = sure.find(([pattern]) => pattern.test(parsed.message))?.[1];
    if (sqlstate === undefined) throw new GiveUp(`the body was not read: ${parsed.message}`);
    return refuse(sqlstate, parsed.message);
  }
  const body = firstBody(parsed.functions);
  if (!body) throw new GiveUp("the body was not read");
  bodies.set(statement, body);
  return body;
}

/** What does not depend on types, which are not looked up here. */
const sure: readonly (readonly [RegExp, string])[] = [
  [/^syntax error/, "42601"],
  [/^unrecognized exception condition/, "42704"],
  [/^unterminated/, "42601"],
];

/** A DO statement with this body; the quotes must not be in it. */
export function doStatement(body: string): string {
  let tag = "do";
  while (body.includes(`$${tag}$`)) tag += "_";
  return `DO $${tag}$${body}$${tag}$`;
}
