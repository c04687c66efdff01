import type { Failure } from "../../catalog/outcome.ts";
import { alterClause } from "../../effects/clauses/alter-clause.ts";
import { alterCommands } from "../../effects/clauses/alter-commands.ts";
import { type DoClause, doClause } from "../../effects/clauses/do-clause.ts";
import { type DoPlace, doPlace } from "../../effects/clauses/do-place.ts";
import { keywordsLike, sqlLike } from "../../effects/clauses/letter-case.ts";
import { ownName } from "../../effects/clauses/name.ts";
import { endOf, wordAt, written } from "../../effects/clauses/written.ts";
import type { Effect } from "../../effects/effect.ts";
import type { Surface } from "../../effects/surface.ts";
import { conditions as conditionNames } from "../../plpgsql/conditions.ts";
import { lex } from "../../sql/lex.ts";
import { insertAt, replace } from "../../text/edits.ts";
import { type Edit, shift } from "../../text/span.ts";
import type { Proposal, Scene } from "../rule.ts";
import { commandRemedy } from "./alter-command.ts";
import type { Cause } from "./causes.ts";
import { changedSince } from "./changed-since.ts";
import { ordered } from "./combine.ts";
import { type Condition, conditionLines } from "./condition.ts";
import { createRemedy } from "./create.ts";
import { indented } from "./do-block.ts";
import { dropRemedy } from "./drop.ts";
import { isMissing, isTaken } from "./failure-kinds.ts";
import { conflictRemedies } from "./insert-conflict.ts";
import { onlyWhileThere } from "./presence.ts";
import type { Remedy } from "./remedy.ts";
import { renameRemedy } from "./rename.ts";

/** A DO block that fails in the second run: its guard is corrected, or one is put into it. */
export function doFixes(scene: Scene, failure: Failure): readonly Proposal[] {
  const clause = doClause(scene.surface);
  if (!clause) return [];
  const place = failure.inside && doPlace(clause, failure.inside.line, failure.inside.sql);
  const inner = place?.whole ? innerScene(scene, place) : undefined;
  const remedy = inner && innerRemedy(inner, failure);
  // Nothing that it makes or needs tells: what else the file changed in the tables that it speaks of may.
  const remedies = remedy ? [remedy] : inner ? changedSince(inner).slice(0, mostFacts) : [];
  const asking = place ? remedies.flatMap((one) => asked(clause, place, one)) : [];
  const catching = place ? caught(clause, place, failure) : [];
  return [
    ...(place?.within ? [...asking, ...catching] : [...catching, ...asking]),
    ...(isMissing(failure) ? leftEarly(scene, clause, failure) : []),
  ];
}

const mostFacts = 2;

/** The same scene with the inner statement in the foreground. */
const innerScene = (scene: Scene, place: DoPlace): Scene => {
  const text = scene.surface.text.slice(place.span.start, place.span.end);
  const before = scene.surface.text.slice(0, place.span.start);
  const indent = /[ \t]*$/.exec(before)?.[0] ?? "";
  return { ...scene, effects: [], surface: { ...scene.surface, text, tokens: lex(text), indent } };
};

function innerRemedy(scene: Scene, failure: Failure): Remedy | undefined {
  const effect: Effect = { kind: "unknown", verb: "run", statement: "" };
  const cause: Cause = { failure, effect, when: "again" };
  if (failure.sqlstate === "23505") return conflictRemedies(scene, failure)[0];
  const first = wordAt(written(scene.surface), 0);
  if (first === "create") return createRemedy(scene, cause);
  if (first === "drop") return dropRemedy(scene, cause);
  const alter = alterClause(scene.surface);
  if (!alter) return onlyWhileThere(scene, failure);
  const renaming = renameRemedy(scene, cause);
  if (renaming) return renaming;
  const commands = alterCommands(alter);
  const command =
    commands.find((one) => one.name && ownName(one.name) === failure.subject?.name) ?? commands[0];
  return command && commandRemedy(scene, alter, command, cause);
}

/** Words are put into the inner statement; a question takes the place of the one that misses, or is put around it. */
function asked(clause: DoClause, place: DoPlace, remedy: Remedy): readonly Proposal[] {
  const { surface } = clause.on;
  const edits = remedy.edits.map((edit) => ({ ...edit, span: shift(edit.span, place.span.start) }));
  if (remedy.conditions.length === 0) return [{ title: remedy.title, grade: remedy.grade, edits }];
  const around: Proposal = {
    title: remedy.title,
    grade: remedy.grade,
    edits: [...edits, ...ifAround(surface, place, remedy.conditions)],
  };
  const { within } = place;
  if (!within) return [around];
  const corrected: Proposal = {
    title: `correct the guard: ${remedy.title.replace(/ \(DO block\)$/, "")}`,
    grade: remedy.grade,
    edits: [
      ...edits,
      replace(within.condition, conditionText(surface, remedy.conditions, within.condition.start)),
    ],
  };
  return [corrected, around];
}

function conditionText(surface: Surface, conditions: readonly Condition[], at: number): string {
  const lineStart = surface.text.lastIndexOf("\n", at - 1) + 1;
  const indent = /^[ \t]*/.exec(surface.text.slice(lineStart, at))?.[0] ?? "";
  return conditionLines(ordered(conditions), sqlLike(surface)).join(surface.lineEnding + indent);
}

function ifAround(
  surface: Surface,
  place: DoPlace,
  conditions: readonly Condition[],
): readonly Edit[] {
  const { start, end } = place.span;
  const sql = sqlLike(surface);
  const lineStart = surface.text.lastIndexOf("\n", start - 1) + 1;
  const indent = /^[ \t]*/.exec(surface.text.slice(lineStart, start))?.[0] ?? "";
  const next = surface.lineEnding + indent;
  const text = indented(surface.text.slice(start, end), "  ");
  const question = conditionLines(ordered(conditions), sql).join(next);
  return [replace({ start, end }, sql`IF ${question} THEN${next}  ${text};${next}END IF`)];
}

/** The EXCEPTION part that is there catches one condition more. */
function caught(clause: DoClause, place: DoPlace, failure: Failure): readonly Proposal[] {
  const name = conditionName(failure.sqlstate);
  const handler = place.caught?.handlers.find(
    ({ conditions }) => conditions.length > 0 && !conditions.some((one) => one.name === "others"),
  );
  const last = handler?.conditions[handler.conditions.length - 1];
  if (!last || name === undefined || leavesItUndone(failure)) return [];
  const keyword = keywordsLike(clause.on.surface);
  return [
    {
      title: `catch ${name} as well`,
      grade: isTaken(failure) ? "safe" : "review",
      edits: [insertAt(last.span.end, `${keyword(" OR")} ${name}`)],
    },
  ];
}

/** The key or the reference that the block is for would never be made, and nobody would be told. */
const leavesItUndone = ({ sqlstate, message }: Failure): boolean =>
  sqlstate === "42830" || message.startsWith("could not create unique index");

export const conditionName = (sqlstate: string): string | undefined =>
  [...conditionNames].find(([, states]) => states.length === 1 && states[0] === sqlstate)?.[0];

/** What the whole block is about is gone: it ends before it begins. */
function leftEarly(scene: Scene, clause: DoClause, failure: Failure): readonly Proposal[] {
  const remedy = onlyWhileThere(scene, failure);
  const [condition] = remedy?.conditions ?? [];
  if (!remedy || !condition) return [];
  const { surface } = clause.on;
  const sql = sqlLike(surface);
  const at = endOf(clause.on, clause.begin);
  const lineStart = surface.text.lastIndexOf("\n", at) + 1;
  const indent = /^[ \t]*/.exec(surface.text.slice(lineStart, at))?.[0] ?? "";
  const next = `${surface.lineEnding}${indent}  `;
  const question = conditionLines([opposite(condition, sql)], sql).join(next);
  return [
    {
      title: remedy.title.replace(/ \(DO block\)$/, " (RETURN)"),
      grade: "safe",
      edits: [
        insertAt(
          at,
          `${next}${sql`IF ${question} THEN`}${next}  ${sql`RETURN`};${next}${sql`END IF`};`,
        ),
      ],
    },
  ];
}

function opposite(condition: Condition, sql: ReturnType<typeof sqlLike>): Condition {
  if (condition.kind === "look-up")
    return { ...condition, wanted: condition.wanted === "there" ? "absent" : "there" };
  return { kind: "test", text: condition.text.replace(/is not null$/i, sql`IS NULL`) };
}
