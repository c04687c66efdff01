import type { Difference } from "../../catalog/difference.ts";
import { alterClause } from "../../effects/clauses/alter-clause.ts";
import { alterCommands } from "../../effects/clauses/alter-commands.ts";
import { sqlLike } from "../../effects/clauses/letter-case.ts";
import { ownName } from "../../effects/clauses/name.ts";
import { identifier } from "../../sql/names.ts";
import { replace } from "../../text/edits.ts";
import { baseOf } from "../../text/path.ts";
import type { Proposal, Scene } from "../rule.ts";
import { combined } from "./combine.ts";
import { columnLookUp, resolves } from "./look-ups.ts";
import { onlyWhileThere } from "./presence.ts";
import { asking } from "./remedy.ts";
import { writtenKey } from "./written-relation.ts";

/** Without the statement, or the commands of it, whose result a later migration takes away. */
export function takenOut(scene: Scene): readonly Proposal[] {
  const { surface, replayed } = scene;
  const clause = alterClause(surface);
  const commands = clause?.object === "table" ? alterCommands(clause) : [];
  const gone = new Set(replayed?.recreated.map((one) => one.key));
  const going = commands.filter(
    ({ kind, name }) => kind === "add column" && name && gone.has(ownName(name)),
  );
  const ends = "a fresh database ends without it";
  if (going.length === 0 || going.length === commands.length)
    return [
      {
        title: `take this statement out: ${ends}`,
        grade: "review",
        edits: [replace({ start: 0, end: surface.text.length }, "")],
      },
    ];
  const kept = commands.filter((one) => !going.includes(one));
  const [first] = commands;
  const last = commands.at(-1);
  if (!first || !last) return [];
  const names = going.map(({ name }) => name?.text).join(", ");
  const between = surface.text.slice(first.span.end, commands[1]?.span.start);
  return [
    {
      title: `take ${names} out: ${ends}`,
      grade: "review",
      edits: [
        replace(
          { start: first.span.start, end: last.span.end },
          kept.map(({ span }) => surface.text.slice(span.start, span.end)).join(between),
        ),
      ],
    },
  ];
}

/** Run only while what it needs is there. */
export function onlyWhileNeeded(scene: Scene): readonly Proposal[] {
  const outcome = scene.replayed?.outcome;
  if (outcome?.kind !== "fails" || !scene.replayed) return [];
  const remedy = onlyWhileThere({ ...scene, again: scene.replayed.before }, outcome);
  const proposal = remedy && combined(scene, [remedy]);
  return proposal ? [proposal] : [];
}

/** Run only until there is what a later migration leaves: the one that takes this away, or the next one. */
export function guardedByResult(
  scene: Scene,
  results: readonly { readonly path: string; readonly made: Difference }[],
): readonly Proposal[] {
  const taken = scene.replayed?.recreated[0];
  const name = taken?.key.slice(taken.key.lastIndexOf(".") + 1);
  const on = taken?.on === undefined ? undefined : { name: taken.on.split(".").at(-1) ?? "" };
  const dropped =
    name === undefined
      ? []
      : scene
          .told(taken?.class === "column" ? "column" : "relation", { name }, on)
          .filter(({ when }) => when === "later")
          .map(({ path }) => path);
  const result = results.find((one) => dropped.includes(one.path)) ?? results[0];
  if (!result) return [];
  const { surface, again } = scene;
  const sql = sqlLike(surface);
  const { made } = result;
  const base = baseOf(result.path);
  const [words, condition] =
    made.on === undefined
      ? [
          writtenKey(surface, again, made.key),
          resolves(sql, "absent", "to_regclass", writtenKey(surface, again, made.key)),
        ]
      : [
          `${writtenKey(surface, again, made.on)}.${identifier(made.key)}`,
          columnLookUp(sql, "absent", writtenKey(surface, again, made.on), made.key),
        ];
  const title = `run it only until ${words} is there, which comes with ${base} (DO block)`;
  const proposal = combined(scene, [asking(title, condition)]);
  return proposal ? [{ ...proposal, grade: "review" }] : [];
}
