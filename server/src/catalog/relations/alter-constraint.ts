import type {
  AddConstraint,
  AlterConstraint,
  DropConstraint,
  ValidateConstraint,
} from "../../effects/relations/alter-effects.ts";
import type { Constraint, Table } from "../catalog.ts";
import { type Draft, doubt, notice, putOff, refuse } from "../draft.ts";
import { find, isThere, remove } from "../names.ts";
import { addConstraint, keyOf, putConstraint, tableAt } from "./add-constraint.ts";
import { alteredTable } from "./alter-target.ts";
import { changeColumn } from "./columns.ts";
import { deleteThings } from "./delete.ts";
import { forbidBrokenCheck, forbidBrokenKey } from "./existing-rows.ts";
import { givesCheck, inheritedFrom, inheritors } from "./inheritors.ts";
import { childrenOf } from "./links.ts";
import { findNamed } from "./not-null-name.ts";
import { updateTable } from "./require.ts";

export function addTableConstraint(draft: Draft, effect: AddConstraint): void {
  const target = alteredTable(draft, effect, "ADD CONSTRAINT");
  if (!target) return;
  const { key, table } = target;
  if (table.kind === "foreign table") forbidOnForeignTable(table, key, effect);
  addConstraint(draft, key, effect.constraint, { creatingTable: false, only: effect.only });
}

const onForeignTables: Readonly<Record<string, string>> = {
  "primary key": "primary key constraints are not supported on foreign tables",
  unique: "unique constraints are not supported on foreign tables",
  exclude: "exclusion constraints are not supported on foreign tables",
  "foreign key": "foreign key constraints are not supported on foreign tables",
};

function forbidOnForeignTable(table: Table, key: string, { constraint }: AddConstraint): void {
  const message = onForeignTables[constraint.type];
  if (message !== undefined && table.origin !== "assumed")
    refuse(constraint.type === "foreign key" ? "42809" : "0A000", message, {
      class: "constraint",
      name: constraint.name ?? "",
      on: key,
    });
}

export function dropConstraint(draft: Draft, effect: DropConstraint): void {
  const target = alteredTable(draft, effect, "DROP CONSTRAINT");
  if (!target) return;
  const { key, table } = target;
  const name = effect.constraint;
  const missing = `constraint "${name}" of relation "${table.name}" does not exist`;
  const found = findNamed(draft.catalog, table, name);
  const subject = { class: "constraint" as const, name, on: key };
  if (found === "absent") {
    if (!effect.guard) refuse("42704", missing, subject);
    notice(draft, `${missing}, skipping`);
    return;
  }
  if (found === "unknown") {
    if (!effect.guard) doubt(draft, `constraint "${name}" was not created in view`);
    updateTable(draft, key, (now) => ({ ...now, constraints: remove(now.constraints, name) }));
    return;
  }
  if (found.inherited)
    refuse(
      "42P16",
      `cannot drop inherited constraint "${name}" of relation "${table.name}"`,
      subject,
    );
  if (found.origin === "assumed" && !effect.cascade && !effect.guard)
    doubt(draft, `what depends on constraint "${name}" was not created in view`);
  const own = { kind: "constraint", key, name } as const;
  const isCheck = found.type === "check";
  const things = isCheck && effect.only ? [own] : [own, ...inheritedBy(draft, key, found)];
  deleteThings(draft, things, effect.cascade ? "cascade" : "restrict");
  if (isCheck) for (const thing of things) releaseBelow(draft, thing.key, name);
  if (found.type === "not null")
    for (const column of found.columns)
      changeColumn(draft, key, column, (now) => ({ ...now, notNull: false }));
}

/** Checks and foreign keys of the children; index constraints go with their index. */
function inheritedBy(
  draft: Draft,
  key: string,
  constraint: Constraint,
  going = new Set<string>(),
): readonly OwnConstraint[] {
  if (constraint.index !== undefined) return [];
  going.add(key);
  return childrenOf(draft.catalog, key).flatMap((child): readonly OwnConstraint[] => {
    const own = child.relation.constraints.known.get(constraint.name);
    if (!own?.inherited || staysBelow(draft, child.relation, own, going)) return [];
    return [
      { kind: "constraint", key: child.key, name: own.name },
      ...inheritedBy(draft, child.key, own, going),
    ];
  });
}

type OwnConstraint = {
  readonly kind: "constraint";
  readonly key: string;
  readonly name: string;
};

/** A check that the child declares too, or has from a parent that keeps it. */
const staysBelow = (
  draft: Draft,
  table: Table,
  own: Constraint,
  going: ReadonlySet<string>,
): boolean =>
  own.type === "check" &&
  (own.local ||
    inheritedFrom(
      draft.catalog,
      table,
      (parent) => givesCheck(parent, own.name) && !going.has(keyOf(parent)),
    ) > 0);

/** dropconstraint_internal: a check that no parent gives any more is the child's own. */
function releaseBelow(draft: Draft, key: string, name: string): void {
  for (const { key: child, relation } of childrenOf(draft.catalog, key)) {
    const own = relation.constraints.known.get(name);
    if (own?.type !== "check" || !own.inherited) continue;
    if (inheritedFrom(draft.catalog, relation, (parent) => givesCheck(parent, name)) > 0) continue;
    const { inherited, local, ...kept } = own;
    putConstraint(draft, child, kept);
  }
}

export function validateConstraint(draft: Draft, effect: ValidateConstraint): void {
  const target = alteredTable(draft, effect, "VALIDATE CONSTRAINT");
  if (!target) return;
  const { key, table } = target;
  const found = requireConstraint(draft, key, table, effect.constraint);
  if (!found) return;
  const valid = found.type === "check" || found.type === "foreign key" || found.type === "not null";
  if (!valid && found.origin !== "assumed")
    refuse(
      "42809",
      `constraint "${effect.constraint}" of relation "${table.name}" is not a foreign key or check constraint`,
      { class: "constraint", name: effect.constraint, on: key },
    );
  if (found.validated) return putConstraint(draft, key, found);
  if (found.type === "check" && !found.noInherit) validateBelow(draft, key, found, effect.only);
  if (found.type === "foreign key") validatePartitions(draft, key, found.name);
  putConstraint(draft, key, { ...found, validated: true });
  if (found.type === "check") putOff(draft, "checks", () => forbidBrokenCheck(draft, key, found));
  if (found.type === "foreign key")
    putOff(draft, "foreign keys", () => forbidBrokenKey(draft, key, found.name));
}

function validateBelow(draft: Draft, key: string, { name }: Constraint, only: boolean): void {
  const below = [...inheritors(draft.catalog, key).keys()];
  if (only && below.length > 0)
    refuse("42P16", "constraint must be validated on child tables too", {
      class: "constraint",
      name,
      on: key,
    });
  for (const child of below) {
    const own = tableAt(draft, child)?.constraints.known.get(name);
    if (own?.type === "check") putConstraint(draft, child, { ...own, validated: true });
  }
}

/** A foreign key of a partitioned table is validated in its partitions, as far as it has its name there. */
function validatePartitions(draft: Draft, key: string, name: string): void {
  for (const { key: child, relation } of childrenOf(draft.catalog, key)) {
    const own = relation.constraints.known.get(name);
    if (own?.type !== "foreign key" || !own.inherited) continue;
    putConstraint(draft, child, { ...own, validated: true });
    validatePartitions(draft, child, name);
  }
}

export function alterConstraint(draft: Draft, effect: AlterConstraint): void {
  const target = alteredTable(draft, effect, "ALTER CONSTRAINT");
  if (!target) return;
  const { key, table } = target;
  const found = requireConstraint(draft, key, table, effect.constraint);
  if (!found) return;
  if (found.type !== "foreign key" && found.origin !== "assumed")
    refuse(
      "42809",
      `constraint "${effect.constraint}" of relation "${table.name}" is not a foreign key constraint`,
      { class: "constraint", name: effect.constraint, on: key },
    );
  const kept = found.definition === "unknown" ? {} : (JSON.parse(found.definition) as object);
  const { deferrable, initdeferred, ...rest } = kept as Record<string, unknown>;
  const change = JSON.parse(effect.change) as Record<string, unknown>;
  const changed = {
    ...rest,
    ...(change["deferrable"] ? { deferrable: true } : {}),
    ...(change["initdeferred"] ? { initdeferred: true } : {}),
    ...(change["alterEnforceability"] ? { is_enforced: change["is_enforced"] ?? false } : {}),
  };
  const sorted = Object.entries(changed).sort(([a], [b]) => (a < b ? -1 : 1));
  putConstraint(draft, key, { ...found, definition: JSON.stringify(Object.fromEntries(sorted)) });
}

/** Undefined: it has been learnt that there is one, of a kind that is not known. */
function requireConstraint(
  draft: Draft,
  key: string,
  table: Table,
  name: string,
): Constraint | undefined {
  const found = find(table.constraints, name);
  if (isThere(found)) return found;
  if (found === "absent")
    return refuse("42704", `constraint "${name}" of relation "${table.name}" does not exist`, {
      class: "constraint",
      name,
      on: key,
    });
  doubt(draft, `constraint "${name}" was not created in view`);
  putConstraint(draft, key, {
    name,
    type: "foreign key",
    columns: [],
    validated: true,
    definition: "unknown",
    origin: "assumed",
  });
  return undefined;
}
