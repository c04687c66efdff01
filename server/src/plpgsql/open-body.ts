import { refuse } from "../catalog/draft.ts";
import { firstBody } from "./read-body.ts";
import { GiveUp, type Machine } from "./run.ts";
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
  const read = firstBody(parsed.functions);
  if (!read) throw new GiveUp("the body was not read");
  const body: Body = { ...read, conflict: conflictIn(statement) };
  bodies.set(statement, body);
  return body;
}

/** What PostgreSQL says, too, whatever the types are, which are not looked up here (pl_gram.y, pl_scanner.c). */
const sure: readonly (readonly [RegExp, string])[] = [
  [
    /^(syntax error|unterminated|missing expression|missing data type|incomplete data type)/,
    "42601",
  ],
  [/^(too many parameters|too few parameters) specified for RAISE/, "42601"],
  [
    /^(duplicate declaration|there is no label|unrecognized GET DIAGNOSTICS item|end label)/,
    "42601",
  ],
  [/^(EXIT|CONTINUE) cannot be used outside a loop/, "42601"],
  [/^unrecognized exception condition/, "42704"],
  [/is declared CONSTANT$/, "22005"],
];

/** The parser keeps the directive to itself. */
function conflictIn(statement: string): Body["conflict"] {
  const written = /#variable_conflict\s+use_(variable|column)\b/.exec(statement)?.[1];
  return written === "variable" || written === "column" ? written : "error";
}

/** A DO statement with this body; the quotes must not be in it. */
export function doStatement(body: string): string {
  let tag = "do";
  while (body.includes(`$${tag}$`)) tag += "_";
  return `DO $${tag}$${body}$${tag}$`;
}
