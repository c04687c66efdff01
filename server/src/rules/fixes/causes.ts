import { apply } from "../../catalog/apply.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Failure } from "../../catalog/outcome.ts";
import type { Effect } from "../../effects/effect.ts";
import type { Scene } from "../rule.ts";
import { isMissing, isTaken } from "./failure-kinds.ts";

/** One thing that is wrong with running a statement a second time. */
export interface Cause {
  readonly failure: Failure;
  readonly effect: Effect;
  /**
   * again: when the whole file is run again. twice: when the statement is run again at once, as after a crash half-way;
   * never reported, but a fix that is made anyway minds it too.
   */
  readonly when: "again" | "twice";
}

/**
 * Everything that fails in the second run, not only what PostgreSQL reports first: a command that fails is left out
 * and the others go on.
 */
export function causes(scene: Scene): readonly Cause[] {
  const known = found.get(scene);
  if (known) return known;
  const all = findCauses(scene);
  found.set(scene, all);
  return all;
}

const found = new WeakMap<Scene, readonly Cause[]>();

function findCauses(scene: Scene): readonly Cause[] {
  if (scene.first.kind === "fails" || scene.second.kind !== "fails") return [];
  const reported = scene.effects[scene.second.effect];
  if (!reported) return [];
  const first: Cause = { failure: scene.second, effect: reported, when: "again" };
  if (scene.effects.length === 1) return [first];
  const others = failuresOn(scene.again, scene.effects).filter(
    (failure) => failure.effect !== first.failure.effect,
  );
  return [first, ...others.map((failure) => cause(scene, failure, "again"))];
}

/** With what would fail if the statement were run again at once. */
export const causesEver = (scene: Scene): readonly Cause[] => [
  ...causes(scene),
  ...twice(scene).filter(
    (one) => !causes(scene).some((other) => sameFailure(other.failure, one.failure)),
  ),
];

/** What would fail if the statement were run again at once. */
export const twice = (scene: Scene): readonly Cause[] =>
  failuresOn(scene.after, scene.effects).map((failure) => cause(scene, failure, "twice"));

const cause = (scene: Scene, failure: Failure, when: Cause["when"]): Cause => ({
  failure,
  effect: scene.effects[failure.effect] as Effect,
  when,
});

const sameFailure = (one: Failure, other: Failure): boolean =>
  one.effect === other.effect && one.sqlstate === other.sqlstate && one.message === other.message;

function failuresOn(start: Catalog, effects: readonly Effect[]): readonly Failure[] {
  const failures: Failure[] = [];
  const failedParts = new Set<number | undefined>();
  let catalog = start;
  for (const [index, effect] of effects.entries()) {
    if (failedParts.has(effect.part)) continue;
    const step = apply(catalog, [effect], "assumed");
    catalog = step.catalog;
    if (step.outcome.kind !== "fails") continue;
    failures.push({ ...step.outcome, effect: index });
    failedParts.add(effect.part);
    // What is there already, or gone already, is as if the command had been done; after anything else nothing is.
    if (!isTaken(step.outcome) && !isMissing(step.outcome)) break;
  }
  return failures;
}
