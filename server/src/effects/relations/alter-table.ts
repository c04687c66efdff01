import type { AlterTableCmd, AlterTableStmt, Node } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { Effect } from "../effect.ts";
import { dotted, rangeName } from "../expressions/names.ts";
import { castType } from "../expressions/type-name.ts";
import type { On } from "./alter-effects.ts";
import { firingEffect } from "./alter-firing.ts";
import { optionsEffect } from "./alter-options.ts";
import { partitionEffect } from "./alter-partition.ts";
import { indexPass, latePass, passOf } from "./alter-pass.ts";
import { columnSpec } from "./column-spec.ts";
import { constraintSpec } from "./constraint-spec.ts";
import { relationWord } from "./relation-word.ts";
import { roleName } from "./role-name.ts";
import { sequenceSpec } from "./sequence-spec.ts";
import { writtenExpression } from "./written-expression.ts";

/** The commands in the order in which PostgreSQL carries them out: by pass, then as written. */
export function alterTable(node: AlterTableStmt): readonly Effect[] | undefined {
  const as = relationWord(node.objtype);
  if (!as) return undefined;
  const commands = (node.cmds ?? []).flatMap((item) =>
    "AlterTableCmd" in item ? [item.AlterTableCmd] : [],
  );
  return commands
    .map((command, part) => {
      const on = {
        table: rangeName(node.relation),
        as,
        only: node.relation?.inh !== true && as !== "type",
        ifTableExists: node.missing_ok ?? false,
        part,
        ...(command.missing_ok ? { guard: guardOf(command) } : {}),
      };
      const pass = passOf(command);
      const late = {
        ...(pass >= indexPass ? { afterIndexes: true as const } : {}),
        ...(pass >= latePass ? { late: true as const } : {}),
      };
      return { pass, effect: commandEffect(command, { ...on, ...late }) };
    })
    .sort((a, b) => a.pass - b.pass)
    .map(({ effect }) => effect);
}

/** `missing_ok` of ADD COLUMN says IF NOT EXISTS. */
const guardOf = (command: AlterTableCmd): "if exists" | "if not exists" =>
  command.subtype === "AT_AddColumn" ? "if not exists" : "if exists";

function commandEffect(command: AlterTableCmd, on: On): Effect {
  const { name = "", def } = command;
  const column = command.name ?? String(command.num ?? "");
  const cascade = command.behavior === "DROP_CASCADE";
  const range = def && "RangeVar" in def ? rangeName(def.RangeVar) : { name: "" };
  const list = def && "List" in def ? def.List.items : undefined;
  switch (command.subtype) {
    case "AT_AddColumn":
      return { ...on, kind: "add-column", verb: "add", column: columnSpec(columnDef(def)) };
    case "AT_DropColumn":
      return { ...on, kind: "drop-column", verb: "drop", column, cascade };
    case "AT_AlterColumnType": {
      const { typeName, collClause, raw_default } = columnDef(def);
      return {
        ...on,
        kind: "alter-column-type",
        verb: "alter",
        column,
        type: castType(typeName),
        ...(collClause ? { collation: dotted(collClause.collname) } : {}),
        ...(raw_default ? { using: writtenExpression(raw_default) } : {}),
      };
    }
    case "AT_ColumnDefault": {
      const fallback = def ? { default: writtenExpression(def) } : {};
      return { ...on, kind: "set-default", verb: "alter", column, ...fallback };
    }
    case "AT_SetNotNull":
      return { ...on, kind: "set-not-null", verb: "alter", column };
    case "AT_DropNotNull":
      return { ...on, kind: "drop-not-null", verb: "alter", column };
    case "AT_AddIdentity": {
      const constraint = def && "Constraint" in def ? def.Constraint : {};
      const when = constraint.generated_when === "d" ? "by default" : "always";
      const sequence = sequenceSpec(constraint.options);
      return { ...on, kind: "add-identity", verb: "add", column, when, sequence };
    }
    case "AT_SetIdentity": {
      const { when, rest } = generatedWhen(list);
      const sequence = sequenceSpec(rest);
      return { ...on, kind: "set-identity", verb: "alter", column, ...when, sequence };
    }
    case "AT_DropIdentity":
      return { ...on, kind: "drop-identity", verb: "drop", column };
    case "AT_SetExpression":
      return {
        ...on,
        kind: "set-expression",
        verb: "alter",
        column,
        expression: writtenExpression(def),
      };
    case "AT_DropExpression":
      return { ...on, kind: "set-expression", verb: "alter", column };
    case "AT_SetStatistics":
    case "AT_SetStorage":
    case "AT_SetCompression":
    case "AT_SetOptions":
    case "AT_ResetOptions":
    case "AT_AlterColumnGenericOptions": {
      const option = command.subtype.slice("AT_".length);
      return {
        ...on,
        kind: "set-column-option",
        verb: "alter",
        column,
        option,
        value: definition(def),
      };
    }
    case "AT_AddConstraint": {
      const constraint = def && "Constraint" in def ? constraintSpec(def.Constraint) : undefined;
      if (!constraint) break;
      return { ...on, kind: "add-constraint", verb: "add", constraint };
    }
    case "AT_DropConstraint":
      return { ...on, kind: "drop-constraint", verb: "drop", constraint: name, cascade };
    case "AT_ValidateConstraint":
      return { ...on, kind: "validate-constraint", verb: "alter", constraint: name };
    case "AT_AlterConstraint": {
      const { conname, ...change } = def && "ATAlterConstraint" in def ? def.ATAlterConstraint : {};
      return {
        ...on,
        kind: "alter-constraint",
        verb: "alter",
        constraint: conname ?? "",
        change: definition(change),
      };
    }
    case "AT_ChangeOwner":
      return { ...on, kind: "change-owner", verb: "alter", owner: roleName(command.newowner) };
    case "AT_SetLogged":
    case "AT_SetUnLogged": {
      const persistence = command.subtype === "AT_SetLogged" ? "permanent" : "unlogged";
      return { ...on, kind: "set-persistence", verb: "alter", persistence };
    }
    case "AT_AddInherit":
      return { ...on, kind: "inherit", verb: "attach", parent: range };
    case "AT_DropInherit":
      return { ...on, kind: "no-inherit", verb: "detach", parent: range };
    case "AT_AddOf": {
      const type = def && "TypeName" in def ? dotted(def.TypeName.names) : { name: "" };
      return { ...on, kind: "set-row-type", verb: "alter", type };
    }
    case "AT_DropOf":
      return { ...on, kind: "set-row-type", verb: "alter" };
    case "AT_EnableRowSecurity":
    case "AT_DisableRowSecurity":
    case "AT_ForceRowSecurity":
    case "AT_NoForceRowSecurity":
      return {
        ...on,
        kind: "set-row-security",
        verb: "alter",
        change: rowSecurityChanges[command.subtype],
      };
    case "AT_AttachPartition":
    case "AT_DetachPartition":
    case "AT_DetachPartitionFinalize":
      return partitionEffect(command, on);
    default:
      break;
  }
  return firingEffect(command, on) ?? optionsEffect(command, on);
}

const columnDef = (def: Node | undefined) => (def && "ColumnDef" in def ? def.ColumnDef : {});

const rowSecurityChanges = {
  AT_EnableRowSecurity: "enable",
  AT_DisableRowSecurity: "disable",
  AT_ForceRowSecurity: "force",
  AT_NoForceRowSecurity: "no force",
} as const;

/** SET GENERATED is an option among the sequence's; its value is a character code. */
function generatedWhen(list: readonly Node[] | undefined): {
  readonly when: { readonly when?: "always" | "by default" };
  readonly rest: readonly Node[];
} {
  const isWhen = (node: Node): boolean => "DefElem" in node && node.DefElem.defname === "generated";
  const found = list?.find(isWhen);
  const arg = found && "DefElem" in found ? found.DefElem.arg : undefined;
  const code = arg && "Integer" in arg ? arg.Integer.ival : undefined;
  const rest = (list ?? []).filter((node) => !isWhen(node));
  if (code === undefined) return { when: {}, rest };
  return { when: { when: String.fromCharCode(code) === "d" ? "by default" : "always" }, rest };
}
