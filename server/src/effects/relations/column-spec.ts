import type { ColumnDef, Constraint, Node, TypeName } from "@pgsql/types";
import { definition } from "../definition.ts";
import { dotted, texts } from "../expressions/names.ts";
import { castType } from "../expressions/type-name.ts";
import type { NameRef, TypeRef } from "../type-ref.ts";
import { type ConstraintSpec, constraintSpec } from "./constraint-spec.ts";
import { type SequenceSpec, sequenceSpec } from "./sequence-spec.ts";
import { type WrittenExpression, writtenExpression } from "./written-expression.ts";

/** A column as written. */
export interface ColumnSpec {
  readonly name: string;
  /** Absent where the type comes from a parent or a row type. */
  readonly type?: TypeRef;
  /** Written as serial: an integer with a sequence of its own. */
  readonly serial?: "int2" | "int4" | "int8";
  readonly notNull: boolean;
  readonly default?: WrittenExpression;
  readonly identity?: { readonly when: "always" | "by default"; readonly sequence: SequenceSpec };
  readonly generated?: {
    readonly kind: "stored" | "virtual";
    readonly expression: WrittenExpression;
  };
  readonly collation?: NameRef;
  /** Two clauses that PostgreSQL does not take together, in its words. */
  readonly contradiction?: string;
  /** NULL and PRIMARY KEY: a contradiction since PostgreSQL 18 only. */
  readonly nullableKey?: true;
  /** Check, unique, primary key, foreign key, and NOT NULL with a name, in the order written. */
  readonly constraints: readonly ConstraintSpec[];
  /** Storage, compression, foreign options in canonical text. */
  readonly options?: string;
}

export function columnSpec(node: ColumnDef): ColumnSpec {
  const name = node.colname ?? "";
  const written = withDeferrability(node.constraints ?? []);
  const one = (type: string): Constraint | undefined =>
    written.find((constraint) => constraint.contype === type);
  const serial = serialType(node.typeName);
  const fallback = one("CONSTR_DEFAULT");
  const identity = one("CONSTR_IDENTITY");
  const generated = one("CONSTR_GENERATED");
  const options = {
    storage: node.storage_name,
    compression: node.compression,
    fdw: node.fdwoptions,
  };
  const clash = contradiction(written, serial !== undefined);
  const hasOptions = Object.values(options).some((option) => option !== undefined);
  return {
    name,
    ...(serial
      ? { type: { schema: "pg_catalog", name: serial, dimensions: 0 }, serial }
      : node.typeName
        ? { type: castType(node.typeName) }
        : {}),
    notNull: one("CONSTR_NOTNULL") !== undefined,
    ...(fallback ? { default: writtenExpression(fallback.raw_expr) } : {}),
    ...(identity
      ? {
          identity: {
            when: identity.generated_when === "d" ? ("by default" as const) : ("always" as const),
            sequence: sequenceSpec(identity.options),
          },
        }
      : {}),
    ...(generated
      ? {
          generated: {
            kind: generated.generated_kind === "v" ? ("virtual" as const) : ("stored" as const),
            expression: writtenExpression(generated.raw_expr),
          },
        }
      : {}),
    ...(clash === undefined ? {} : { contradiction: clash }),
    ...(one("CONSTR_NULL") && one("CONSTR_PRIMARY") ? { nullableKey: true as const } : {}),
    ...(node.collClause ? { collation: dotted(node.collClause.collname) } : {}),
    constraints: written.flatMap((constraint) => {
      if (constraint.contype === "CONSTR_NOTNULL" && constraint.conname === undefined) return [];
      const spec = constraintSpec(constraint, name);
      return spec ? [spec] : [];
    }),
    ...(hasOptions ? { options: definition(options) } : {}),
  };
}

/** transformColumnDefinition; a serial has a default and is NOT NULL. */
function contradiction(written: readonly Constraint[], serial: boolean): string | undefined {
  let nullable: boolean | undefined;
  const seen = new Set<string>(serial ? ["default"] : []);
  const rest: readonly (Constraint["contype"] | undefined)[] = serial ? ["CONSTR_NOTNULL"] : [];
  for (const type of [...written.map((constraint) => constraint.contype), ...rest]) {
    if (type === "CONSTR_NULL" || type === "CONSTR_NOTNULL" || type === "CONSTR_IDENTITY") {
      const now = type === "CONSTR_NULL";
      if (nullable !== undefined && nullable !== now)
        return "conflicting NULL/NOT NULL declarations";
      nullable = now;
    }
    const [clause, twice] = (type && values[type]) ?? [];
    if (clause === undefined) continue;
    if (seen.has(clause)) return twice;
    seen.add(clause);
    const [first, second] = ["default", "identity", "generation expression"].filter((one) =>
      seen.has(one),
    );
    if (second !== undefined) return `both ${first} and ${second} specified`;
  }
  return undefined;
}

const values: Readonly<Record<string, readonly [clause: string, twice: string]>> = {
  CONSTR_DEFAULT: ["default", "multiple default values specified"],
  CONSTR_IDENTITY: ["identity", "multiple identity specifications"],
  CONSTR_GENERATED: ["generation expression", "multiple generation clauses specified"],
};

const serials: Readonly<Record<string, ColumnSpec["serial"]>> = {
  smallserial: "int2",
  serial2: "int2",
  serial: "int4",
  serial4: "int4",
  bigserial: "int8",
  serial8: "int8",
};

/** transformColumnDefinition: only the bare words are taken for serial. */
function serialType(type: TypeName | undefined): ColumnSpec["serial"] {
  const names = texts(type?.names);
  return names.length === 1 && !type?.pct_type ? serials[names[0] ?? ""] : undefined;
}

/** DEFERRABLE and the like are nodes of their own behind the constraint they speak of. */
function withDeferrability(nodes: readonly Node[]): readonly Constraint[] {
  const found: Constraint[] = [];
  for (const node of nodes) {
    if (!("Constraint" in node)) continue;
    const last = found.at(-1);
    const attribute = attributes[node.Constraint.contype ?? ""];
    if (!attribute) found.push(node.Constraint);
    else if (last) found[found.length - 1] = { ...last, ...attribute };
  }
  return found;
}

const attributes: Readonly<Record<string, Partial<Constraint>>> = {
  CONSTR_ATTR_DEFERRABLE: { deferrable: true },
  CONSTR_ATTR_NOT_DEFERRABLE: {},
  CONSTR_ATTR_DEFERRED: { deferrable: true, initdeferred: true },
  CONSTR_ATTR_IMMEDIATE: {},
  CONSTR_ATTR_ENFORCED: {},
  CONSTR_ATTR_NOT_ENFORCED: { is_enforced: false },
};
