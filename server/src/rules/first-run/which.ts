import { keyName } from "../../catalog/catalog.ts";
import type { Failure, Subject } from "../../catalog/outcome.ts";
import type { Effect } from "../../effects/effect.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import type { Change } from "../../history/changes.ts";
import { isMissing, isTaken } from "../fixes/failure-kinds.ts";
import type { Scene, Told } from "../rule.ts";

export type FirstRule =
  | "never-created"
  | "created-later"
  | "dropped-earlier"
  | "renamed-earlier"
  | "hidden-by-if-not-exists"
  | "created-twice"
  | "foreign-key-target"
  | "insert-refused"
  | "not-null-without-default"
  | "on-conflict-without-key"
  | "not-immutable"
  | "enum-value-too-early"
  | "not-in-transaction"
  | "seed-row-missing"
  | "fails";

/** A failure of the first run, with what the history says of what it is about. */
export interface Refused {
  readonly rule: FirstRule;
  readonly failure: Failure;
  readonly effect: Effect;
  /** Where the history makes or removes the thing. */
  readonly told: readonly Told[];
}

/** Each failure belongs to one rule. */
export function refused(scene: Scene): Refused | undefined {
  if (scene.first.kind !== "fails") return undefined;
  const failure = scene.first;
  const effect = scene.effects[failure.effect] ?? scene.effects[0];
  if (!effect) return undefined;
  // In a body, as in syntax-error: what a template becomes, nobody here knows.
  if (failure.sqlstate === "42601" && /\{\{|\$\{\w/.test(scene.surface.text)) return undefined;
  const known = found.get(scene);
  if (known) return known;
  const made = { failure, effect, ...whichRule(scene, failure, effect) };
  found.set(scene, made);
  return made;
}

const found = new WeakMap<Scene, Refused>();

function whichRule(scene: Scene, failure: Failure, effect: Effect): Pick<Refused, "rule" | "told"> {
  const { sqlstate, message } = failure;
  if (needsRow(failure, effect)) return alone("seed-row-missing");
  if (effect.kind === "insert" && (/^23/.test(sqlstate) || sqlstate === "42703"))
    return { rule: "insert-refused", told: ofSubject(scene, failure.subject) };
  if (sqlstate === "23502" && (effect.kind === "add-column" || effect.kind === "set-not-null"))
    return alone("not-null-without-default");
  if (sqlstate === "42830") return { rule: "foreign-key-target", told: [] };
  if (sqlstate === "42804" && /^foreign key constraint/.test(message))
    return alone("foreign-key-target");
  if (sqlstate === "42P10" && /ON CONFLICT/.test(message)) return alone("on-conflict-without-key");
  if (sqlstate === "42P17" && /immutable/i.test(message)) return alone("not-immutable");
  if (sqlstate === "55P04") return alone("enum-value-too-early");
  if (sqlstate === "25001") return alone("not-in-transaction");
  const told = ofSubject(scene, failure.subject);
  if (isTaken(failure))
    return { rule: "created-twice", told: told.filter((one) => makes(one) && one.when !== "here") };
  if (isMissing(failure) && failure.subject) return whyMissing(told);
  return alone("fails");
}

/** A row that it looks up or points to is certainly not there. */
function needsRow({ sqlstate, message }: Failure, effect: Effect): boolean {
  if (sqlstate === "P0002") return true;
  if (sqlstate === "23503") return /^insert or update on table/.test(message);
  return (
    sqlstate === "23502" &&
    effect.kind === "insert" &&
    effect.source !== "default values" &&
    effect.source.kind === "values" &&
    effect.source.rows.some((row) => row.some((one) => one.kind === "scalar"))
  );
}

const alone = (rule: FirstRule): Pick<Refused, "rule" | "told"> => ({ rule, told: [] });

/** What the history last did to a thing that is not there. */
function whyMissing(told: readonly Told[]): Pick<Refused, "rule" | "told"> {
  const earlier = told.filter((one) => one.when === "earlier");
  const last = earlier.at(-1);
  if (last?.change.what === "drops") return { rule: "dropped-earlier", told: [last] };
  const renamed = earlier.findLast((one) => one.change.what === "renames");
  if (last && renamed === last) return { rule: "renamed-earlier", told: [last] };
  const hidden = earlier.findLast((one) => one.change.guarded);
  if (hidden?.change.class === "column") return { rule: "hidden-by-if-not-exists", told: [hidden] };
  const later = told.find((one) => one.when !== "earlier" && makes(one));
  if (later) return { rule: "created-later", told: [later] };
  return { rule: "never-created", told: [] };
}

const makes = ({ change }: Told): boolean => change.what !== "drops";

function ofSubject(scene: Scene, subject: Subject | undefined): readonly Told[] {
  const of = subject && classes[subject.class];
  if (!subject || !of) return [];
  const name: NameRef =
    subject.schema === undefined
      ? { name: subject.name }
      : { schema: subject.schema, name: subject.name };
  return scene.told(of, name, subject.on === undefined ? undefined : keyName(subject.on));
}

const classes: Readonly<Record<string, Change["class"]>> = {
  table: "relation",
  view: "relation",
  "materialized view": "relation",
  index: "relation",
  sequence: "relation",
  "foreign table": "relation",
  type: "type",
  domain: "type",
  function: "function",
  procedure: "function",
  aggregate: "function",
  column: "column",
  constraint: "constraint",
  trigger: "trigger",
  policy: "policy",
  role: "role",
  extension: "extension",
  schema: "schema",
};
