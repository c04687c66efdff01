import type { Catalog, Policy, Relation, RewriteRule, Trigger } from "../catalog.ts";
import { both, type Presence } from "../evaluate/env.ts";
import { oid, someValue, unknown, unknownBut, type Value } from "../evaluate/value.ts";
import { emptyNames, type Names } from "../names.ts";
import { relationOid } from "./relations.ts";
import {
  type Asked,
  candidates,
  children,
  isSpokenOf,
  type RelationCandidate,
  row,
  type SystemView,
  wantedKey,
  wantedText,
} from "./source.ts";

type Kind = "triggers" | "policies" | "rules";
type Child = Trigger | Policy | RewriteRule;

const nothingKnown = emptyNames<never>(false);

function childrenOf(relation: Relation | undefined, kind: Kind): Names<Child> | undefined {
  if (!relation || relation.kind === "unknown") return nothingKnown;
  if (kind === "triggers") return "triggers" in relation ? relation.triggers : undefined;
  if (kind === "rules") return "rules" in relation ? relation.rules : undefined;
  return "policies" in relation ? relation.policies : undefined;
}

interface FoundChild<C> {
  readonly table: RelationCandidate;
  readonly name: Value;
  readonly of: C | undefined;
  readonly presence: Presence;
}

/** As with constraints: a name spoken of on one table is not unseen on others when no table is named. */
function* tableChildren<C extends Child>(
  catalog: Catalog,
  kind: Kind,
  asked: Asked,
  name: string | undefined,
): Iterable<FoundChild<C>> {
  const anyTable = asked.key === undefined && asked.name === undefined;
  const only = anyTable && name !== undefined && spokenOf(catalog, kind, name);
  for (const table of candidates(catalog, catalog.relations, asked)) {
    const names = childrenOf(table.of, kind) as Names<C> | undefined;
    if (!names || (only && !isSpokenOf(names, name))) continue;
    for (const child of children(names, name))
      yield {
        table,
        name: child.name,
        of: child.of,
        presence: both(table.presence, child.presence),
      };
  }
}

function spokenOf(catalog: Catalog, kind: Kind, name: string): boolean {
  for (const relation of catalog.relations.known.values()) {
    const names = relation.kind === "unknown" ? undefined : childrenOf(relation, kind);
    if (names && isSpokenOf(names, name)) return true;
  }
  return false;
}

export const pgTrigger: SystemView = function* (catalog, wanted) {
  const name = wantedText(wanted, "tgname");
  const asked = { key: wantedKey(wanted, "tgrelid") };
  for (const { table, name: tgname, of, presence } of tableChildren<Trigger>(
    catalog,
    "triggers",
    asked,
    name,
  ))
    yield row(
      {
        oid: someValue,
        tgname,
        tgrelid: relationOid(table),
        tgisinternal: false,
        tgenabled: of ? enabled(of.enabled) : unknown,
        tgfoid: someValue,
      },
      presence,
    );
  // Foreign keys are held up by triggers of their own.
  if (name === undefined || name.startsWith("RI_"))
    yield row(
      { tgname: unknownBut((text) => !text.startsWith("RI_")), tgisinternal: true },
      "many",
    );
};

/** ORIGIN is how a trigger starts. */
const enabled = (state: string): Value =>
  state === "origin" || state === "O" ? "O" : state === "disabled" || state === "D" ? "D" : unknown;

export const informationTriggers: SystemView = function* (catalog, wanted) {
  const asked = {
    schema: wantedText(wanted, "event_object_schema", "trigger_schema"),
    name: wantedText(wanted, "event_object_table"),
  };
  const name = wantedText(wanted, "trigger_name");
  for (const { table, name: trigger, presence } of tableChildren<Trigger>(
    catalog,
    "triggers",
    asked,
    name,
  )) {
    const shown = {
      trigger_schema: table.schema,
      trigger_name: trigger,
      event_object_schema: table.schema,
      event_object_table: table.name,
    };
    // One row for each event.
    yield row(shown, presence);
    yield row(shown, "many");
  }
};

export const pgPolicies: SystemView = function* (catalog, wanted) {
  const name = wantedText(wanted, "policyname");
  const asked = { schema: wantedText(wanted, "schemaname"), name: wantedText(wanted, "tablename") };
  for (const { table, name: policy, of, presence } of tableChildren<Policy>(
    catalog,
    "policies",
    asked,
    name,
  ))
    yield row(
      {
        schemaname: table.schema,
        tablename: table.name,
        policyname: policy,
        cmd: of && of.command !== "unknown" ? of.command.toUpperCase() : unknown,
        roles:
          of && of.command !== "unknown" ? (of.roles.length > 0 ? of.roles : ["public"]) : unknown,
      },
      presence,
    );
};

/** polcmd */
const letters: Readonly<Record<string, string>> = {
  all: "*",
  select: "r",
  insert: "a",
  update: "w",
  delete: "d",
};

export const pgPolicy: SystemView = function* (catalog, wanted) {
  const name = wantedText(wanted, "polname");
  const asked = { key: wantedKey(wanted, "polrelid") };
  for (const { table, name: polname, of, presence } of tableChildren<Policy>(
    catalog,
    "policies",
    asked,
    name,
  ))
    yield row(
      {
        oid: someValue,
        polname,
        polrelid: relationOid(table),
        polcmd: (of && letters[of.command]) ?? unknown,
      },
      presence,
    );
};

export const pgRules: SystemView = function* (catalog, wanted) {
  const name = wantedText(wanted, "rulename");
  const asked = { schema: wantedText(wanted, "schemaname"), name: wantedText(wanted, "tablename") };
  for (const { table, name: rulename, presence } of tableChildren<RewriteRule>(
    catalog,
    "rules",
    asked,
    name,
  ))
    yield row({ schemaname: table.schema, tablename: table.name, rulename }, presence);
  if (name === undefined) yield row({ schemaname: "pg_catalog" }, "many");
};

export const pgRewrite: SystemView = function* (catalog, wanted) {
  const name = wantedText(wanted, "rulename");
  const asked = { key: wantedKey(wanted, "ev_class") };
  for (const { table, name: rulename, presence } of tableChildren<RewriteRule>(
    catalog,
    "rules",
    asked,
    name,
  ))
    yield row({ ev_class: relationOid(table), rulename }, presence);
  // What a view shows is a rule of this name.
  if (name === undefined || name === "_RETURN") yield row({ rulename: "_RETURN" }, "many");
};

export const pgInherits: SystemView = function* (catalog, wanted) {
  const asked = { key: wantedKey(wanted, "inhrelid") };
  const parent = wantedKey(wanted, "inhparent");
  for (const candidate of candidates(catalog, catalog.relations, asked)) {
    const { of, presence } = candidate;
    const inhrelid = relationOid(candidate);
    const parents = of ? parentsOf(of) : undefined;
    for (const key of parents ?? [])
      if (parent === undefined || parent === key)
        yield row({ inhrelid, inhparent: oid("relation", key) }, presence);
    const open = !of || of.kind === "unknown" || (of.origin === "assumed" && parents !== undefined);
    if (open && !(parents ?? []).some((key) => key === parent))
      yield row({ inhrelid, inhparent: someValue }, both(presence, "maybe"));
  }
};

function parentsOf(relation: Relation): readonly string[] | undefined {
  if ("parents" in relation) return relation.parents;
  return relation.kind === "index" && relation.parent !== undefined ? [relation.parent] : undefined;
}

export const pgPartitionedTable: SystemView = function* (catalog, wanted) {
  for (const candidate of candidates(catalog, catalog.relations, {
    key: wantedKey(wanted, "partrelid"),
  })) {
    const { of, presence } = candidate;
    if (of && of.kind !== "partitioned table" && of.kind !== "unknown") continue;
    const sure = of?.kind === "partitioned table" ? "certain" : "maybe";
    yield row({ partrelid: relationOid(candidate) }, both(presence, sure));
  }
};
