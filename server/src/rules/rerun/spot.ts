import type { Failure } from "../../catalog/outcome.ts";
import { alterClause } from "../../effects/clauses/alter-clause.ts";
import { alterCommands } from "../../effects/clauses/alter-commands.ts";
import { createClause, createdAt } from "../../effects/clauses/create-clause.ts";
import { doClause } from "../../effects/clauses/do-clause.ts";
import { doPlace } from "../../effects/clauses/do-place.ts";
import { dropClause } from "../../effects/clauses/drop-clause.ts";
import { insertClause } from "../../effects/clauses/insert-clause.ts";
import { namedIn } from "../../effects/clauses/named.ts";
import { renameClause } from "../../effects/clauses/rename-clause.ts";
import { endOf, stretch, written } from "../../effects/clauses/written.ts";
import type { Effect } from "../../effects/effect.ts";
import type { Surface } from "../../effects/surface.ts";
import type { Span } from "../../text/span.ts";
import type { Cause } from "../fixes/causes.ts";
import { isMissing } from "../fixes/failure-kinds.ts";

/** The few words to underline for a failure: the object's name where it is written. */
export const spotOf = (surface: Surface, { failure, effect }: Cause): Span =>
  (effect.kind === "do" ? inBody(surface, failure) : undefined) ??
  (isMissing(failure) && effect.verb !== "drop" && effect.verb !== "rename"
    ? failure.subject && namedIn(surface, failure.subject.name)
    : undefined) ??
  spotOfEffect(surface, effect);

/** The failing statement's first line. */
function inBody(surface: Surface, { inside }: Failure): Span | undefined {
  const clause = doClause(surface);
  const place = clause && inside && doPlace(clause, inside.line, inside.sql);
  if (!place) return undefined;
  const end = surface.text.slice(place.span.start, place.span.end).search(/\r?\n/);
  return end < 0 ? place.span : { start: place.span.start, end: place.span.start + end };
}

/** The name of what one effect of the statement is about. */
export function spotOfEffect(surface: Surface, effect: Effect): Span {
  const part = effect.part ?? 0;
  const create = createClause(surface);
  if (create) return createdAt(create);
  const drop = dropClause(surface);
  if (drop) return drop.items[part]?.span ?? verb(surface);
  const alter = alterClause(surface);
  if (alter) {
    const rename = renameClause(alter);
    if (rename) return rename.fromSpan;
    const command = alterCommands(alter)[part];
    if (command?.name) return command.name.span;
    return command ? stretch(alter.on, command.from, command.from + 2) : alter.name.span;
  }
  return insertClause(surface)?.table.span ?? verb(surface);
}

const verb = (surface: Surface): Span => ({ start: 0, end: endOf(written(surface), 0) });
