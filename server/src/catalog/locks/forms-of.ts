import type { Effect } from "../../effects/effect.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import { type Catalog, relationKey } from "../catalog.ts";
import { findRelation } from "../look-up.ts";
import {
  type ColumnForm,
  columnForms,
  constraintForm,
  isProven,
  typeForm,
} from "./column-forms.ts";
import { relationsRead } from "./relations-read.ts";

/** A key of effects/generated/locks.ts, and the relations that its `relation` and `other` stand for here. */
export interface LockForm extends ColumnForm {
  readonly relation: NameRef | string;
  /** Tables that inherit, and partitions, are locked too. */
  readonly descends?: boolean;
}

/** Which forms of statement an effect is, for the facts on locks. */
export function formsOf(effect: Effect, catalog: Catalog): readonly LockForm[] {
  switch (effect.kind) {
    case "add-column":
      return columnForms(effect, catalog).map((form) => down(effect, form));
    case "alter-column-type":
      return [down(effect, typeForm(effect, catalog))];
    case "set-default":
      return [down(effect, { form: effect.default ? "set-default" : "drop-default" })];
    case "set-not-null":
      return [
        down(effect, {
          form: isProven(catalog, effect.table, effect.column)
            ? "set-not-null proven"
            : "set-not-null",
        }),
      ];
    case "set-expression":
      return [
        down(effect, { form: effect.expression ? "set-expression stored" : "drop-expression" }),
      ];
    case "add-constraint":
      return [down(effect, constraintForm(effect.constraint))];
    case "validate-constraint":
    case "drop-constraint":
    case "alter-constraint": {
      const target = referenced(catalog, effect.table, effect.constraint);
      if (target === undefined || effect.kind === "alter-constraint")
        return [down(effect, { form: effect.kind })];
      return [down(effect, { form: `${effect.kind} foreign key`, other: target })];
    }
    case "drop-column":
    case "drop-not-null":
    case "add-identity":
    case "set-identity":
    case "drop-identity":
      return [down(effect, { form: effect.kind })];
    case "set-column-option":
      return [{ form: `${effect.kind} ${effect.option}`, relation: effect.table }];
    case "set-relation-options":
      return [{ form: optionsForm(effect.command), relation: effect.table }];
    case "inherit":
    case "no-inherit":
      return [{ form: effect.kind, relation: effect.table, other: effect.parent }];
    case "attach-partition":
      return [{ form: effect.kind, relation: effect.table, other: effect.partition }];
    case "detach-partition": {
      const form = effect.concurrently ? "detach-partition concurrently" : effect.kind;
      return [{ form, relation: effect.table, other: effect.partition }];
    }
    case "change-owner":
    case "set-persistence":
    case "enable-trigger":
    case "enable-rule":
    case "set-row-security":
    case "create-trigger":
    case "create-policy":
    case "alter-policy":
    case "create-rule":
    case "create-statistics":
    case "rename-constraint":
    case "insert":
      return [{ form: effect.kind, relation: effect.table }];
    case "update":
    case "delete":
      return [{ form: effect.kind, relation: effect.table, descends: true }];
    case "rename-column":
      return [down(effect, { form: effect.kind })];
    case "drop-child":
      return [{ form: `drop-${effect.class}`, relation: effect.on }];
    case "rename-child":
      return [{ form: `rename-${effect.class}`, relation: effect.on }];
    case "create-index": {
      const form = effect.concurrently ? "create-index concurrently" : "create-index";
      return [{ form, relation: effect.table, descends: !effect.only }];
    }
    case "drop-relation": {
      const form =
        effect.as === "foreign table" ? "drop-relation table" : `drop-relation ${effect.as}`;
      return [withTable(catalog, effect.name, effect.concurrently ? `${form} concurrently` : form)];
    }
    case "rename-relation":
      return [
        withTable(
          catalog,
          effect.name,
          isIndex(catalog, effect.name) ? "rename-relation index" : effect.kind,
        ),
      ];
    case "move-relation":
    case "alter-sequence":
      return [{ form: effect.kind, relation: effect.name }];
    case "refresh-materialized-view": {
      const form = effect.concurrently ? "refresh-materialized-view concurrently" : effect.kind;
      const { found } = findRelation(catalog, effect.name);
      const reads =
        typeof found === "object" && "reads" in found && found.kind !== "index" ? found.reads : [];
      const one = { form, relation: effect.name };
      return [one, ...reads.map(({ relation }) => ({ ...one, other: relation }))];
    }
    case "truncate":
      return effect.tables.map(({ table, only }) => ({
        form: "truncate",
        relation: table,
        descends: !only,
      }));
    case "maintain-relation": {
      const name = `maintain-relation ${effect.command}${effect.as === "index" ? " index" : ""}`;
      const form = effect.concurrently ? "maintain-relation reindex concurrently" : name;
      return [withTable(catalog, effect.relation, form)];
    }
    case "create-table":
      return [
        ...effect.inherits.map((parent) => ({
          form:
            effect.partitionBound === undefined
              ? "create-table inherits"
              : "create-table partition",
          relation: parent,
        })),
        ...effect.elements.flatMap((element): readonly LockForm[] => {
          if (element.kind === "like")
            return [{ form: "create-table like", relation: element.table }];
          const constraints =
            element.kind === "column" ? element.column.constraints : [element.constraint];
          return constraints.flatMap(({ references }) =>
            references ? [{ form: "create-table foreign key", relation: references.table }] : [],
          );
        }),
      ];
    case "create-table-as":
    case "create-view":
    case "select":
      return relationsRead(effect.query).map((relation) => ({ form: effect.kind, relation }));
    default:
      return [];
  }
}

const down = (
  on: { readonly table: NameRef; readonly only: boolean },
  form: ColumnForm,
): LockForm => ({ ...form, relation: on.table, descends: !on.only });

/** Storage parameters, and those commands that have a lock of their own. */
const optionsForm = (command: string): string =>
  /^(ClusterOn|ReplicaIdentity|SetTableSpace)$/.test(command)
    ? `set-relation-options ${command}`
    : "set-relation-options";

function referenced(catalog: Catalog, table: NameRef, constraint: string): string | undefined {
  const { found } = findRelation(catalog, table);
  if (typeof found !== "object" || !("constraints" in found)) return undefined;
  return found.constraints.known.get(constraint)?.references?.relation;
}

const isIndex = (catalog: Catalog, name: NameRef): boolean => {
  const { found } = findRelation(catalog, name);
  return typeof found === "object" && found.kind === "index";
};

/** Of an index, with its table. */
function withTable(catalog: Catalog, name: NameRef, form: string): LockForm {
  const { found } = findRelation(catalog, name);
  const one = {
    form,
    relation: typeof found === "object" ? relationKey(found.schema, found.name) : name,
  };
  return typeof found === "object" && found.kind === "index" ? { ...one, other: found.table } : one;
}
