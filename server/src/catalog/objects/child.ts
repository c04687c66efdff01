import type { CreateRule, DropChild, RenameChild } from "../../effects/objects/rule.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import type { Relation } from "../catalog.ts";
import { type Draft, doubt, notice, refuse } from "../draft.ts";
import { findRelation } from "../look-up.ts";
import { find, isThere, put, remove } from "../names.ts";
import { deleteThings } from "../relations/delete.ts";
import { forgetGuessed } from "../relations/forget-guessed.ts";
import { childrenOf } from "../relations/links.ts";
import type { Wanted } from "../relations/require.ts";
import { describe } from "../relations/things.ts";
import {
  assumedChild,
  childrenOfKind,
  missingChild,
  putChild,
  setChildren,
  tableOrAny,
  tableOrView,
} from "./children.ts";
import { policed } from "./policy.ts";
import { schemaIsAbsent, writtenName } from "./require.ts";
import { requireNamespaced } from "./require-object.ts";

/** DefineQueryRewrite */
export function createRule(draft: Draft, effect: CreateRule): void {
  const { key, relation } = requireNamespaced(draft, effect.table, tableOrView);
  const { name } = effect;
  const subject = { class: "rule" as const, name, on: key };
  if (relation.kind === "materialized view" && relation.origin !== "assumed")
    refuse("0A000", "rules on materialized views are not supported", subject);
  if (name === "_RETURN")
    refuse("42P17", `non-view rule for "${relation.name}" must not be named "_RETURN"`, subject);
  const found = find(childrenOfKind(relation, "rule"), name);
  if (isThere(found) && effect.guard !== "or replace")
    refuse("42710", `rule "${name}" for relation "${relation.name}" already exists`, subject);
  if (found === "unknown" && effect.guard !== "or replace")
    doubt(draft, `rule "${name}" may exist already`);
  putChild(draft, key, "rule", {
    name,
    definition: effect.definition,
    enabled: "origin",
    origin: isThere(found) ? found.origin : draft.origin,
  });
}

/** DROP TRIGGER, POLICY, RULE … ON: IF EXISTS also speaks of the relation and its schema. */
export function dropChild(draft: Draft, effect: DropChild): void {
  const { class: of, name, on } = effect;
  if (effect.guard === "if exists") {
    const missing = missingRelation(draft, on);
    if (missing !== undefined) return notice(draft, `${missing}, skipping`);
    const { key, found, guessed } = findRelation(draft.catalog, on);
    if (found === "unknown") {
      forgetGuessed(draft, { key, guessed });
      draft.touched = true;
      return;
    }
  }
  const { key, relation } = requireNamespaced(draft, on, tableOrAny);
  const found = find(childrenOfKind(relation, of), name);
  const subject = { class: of, name, on: key };
  if (of === "rule" && name === "_RETURN" && isView(relation)) {
    const view = `${relation.kind} ${relation.name}`;
    return refuse(
      "2BP01",
      `cannot drop rule _RETURN on ${view} because ${view} requires it`,
      subject,
    );
  }
  if (found === "absent") {
    if (effect.guard === "if exists")
      return notice(
        draft,
        `${of} "${name}" for relation "${writtenName(on)}" does not exist, skipping`,
      );
    return refuse("42704", missingChild({ class: of, name, on }, relation.name), subject);
  }
  if (found === "unknown" && effect.guard === undefined)
    doubt(draft, `${of} "${name}" was not created in view`);
  if (isThere(found) && "inherited" in found && found.inherited)
    forbidClone(draft, key, relation, name);
  deleteThings(draft, [{ kind: of, key, name }], effect.cascade ? "cascade" : "restrict");
  if (of === "trigger") dropClones(draft, key, name);
  draft.touched = true;
}

const isView = ({ kind }: Relation): boolean => kind === "view" || kind === "materialized view";

function missingRelation(draft: Draft, on: NameRef): string | undefined {
  if (on.schema !== undefined && schemaIsAbsent(draft, on.schema))
    return `schema "${on.schema}" does not exist`;
  return findRelation(draft.catalog, on).found === "absent"
    ? `relation "${writtenName(on)}" does not exist`
    : undefined;
}

/** A partition's trigger goes only with its parent's. */
function forbidClone(draft: Draft, key: string, relation: Relation, name: string): void {
  const parent = "parents" in relation ? relation.parents[0] : undefined;
  if (parent === undefined) return;
  const shown = (on: string): string => describe(draft.catalog, { kind: "trigger", key: on, name });
  refuse("2BP01", `cannot drop ${shown(key)} because ${shown(parent)} requires it`, {
    class: "trigger",
    name,
    on: key,
  });
}

function dropClones(draft: Draft, key: string, name: string): void {
  for (const child of childrenOf(draft.catalog, key)) {
    const clone = child.relation.triggers.known.get(name);
    if (!clone?.inherited) continue;
    setChildren(draft, child.key, "trigger", (triggers) => remove(triggers, name));
    dropClones(draft, child.key, name);
  }
}

/** The old name is looked for first; of policies the new one is. */
export function renameChild(draft: Draft, effect: RenameChild): void {
  const { class: of, name, on, to } = effect;
  const missing = effect.guard === "if exists" ? missingRelation(draft, on) : undefined;
  if (missing !== undefined) return notice(draft, `${missing}, skipping`);
  const { key, relation } = requireNamespaced(draft, on, wantedToRename[of]);
  if (of === "rule" && name === "_RETURN" && relation.kind === "view")
    refuse("42P17", "renaming an ON SELECT rule is not allowed", { class: of, name, on: key });
  const children = childrenOfKind(relation, of);
  const found = find(children, name);
  const forbidTaken = (): void => {
    // renametrig_internal: nothing to do.
    if (of === "trigger" && to === name) return;
    if (isThere(find(children, to)))
      refuse("42710", taken(of, to, relation.name), { class: of, name: to, on: key });
  };
  if (of === "policy") forbidTaken();
  if (found === "absent")
    refuse("42704", missingChild({ class: of, name, on }, relation.name), {
      class: of,
      name,
      on: key,
    });
  forbidTaken();
  if (found === "unknown") doubt(draft, `${of} "${name}" was not created in view`);
  const old = isThere(found) ? found : assumedChild(of, name);
  setChildren(draft, key, of, (all) => put(remove(all, name), to, { ...old, name: to }));
}

/** RangeVarCallbackForRenameTrigger, RangeVarCallbackForRenameRule, RangeVarCallbackForPolicy */
const wantedToRename: Readonly<Record<RenameChild["class"], Wanted>> = {
  policy: policed,
  trigger: {
    kinds: ["table", "view", "partitioned table", "foreign table"],
    otherwise: (name) => ["42809", `relation "${name}" cannot have triggers`],
  },
  rule: {
    kinds: ["table", "view", "partitioned table"],
    otherwise: (name) => ["42809", `relation "${name}" cannot have rules`],
  },
};

const taken = (of: RenameChild["class"], name: string, on: string): string =>
  `${of} "${name}" for ${of === "policy" ? "table" : "relation"} "${on}" already exists`;
