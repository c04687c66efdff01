import type { AlterTableCmd, Node } from "@pgsql/types";

/**
 * Checks and foreign keys join AT_PASS_ADD_OTHERCONSTR when they are examined: after the commands that were of that
 * pass from the start, and after those of columns that the statement adds.
 */
export const latePass = 7.5;

/** AT_PASS_ADD_INDEX, where those of added columns come first. */
export const indexPass = 6;

/** AT_PASS_… of ATPrepCmd in tablecmds.c, as far as names can tell; what is not listed is AT_PASS_MISC. */
export function passOf(command: AlterTableCmd): number {
  switch (command.subtype) {
    case "AT_DropColumn":
    case "AT_DropConstraint":
    case "AT_DropNotNull":
    case "AT_DropIdentity":
    case "AT_DropExpression":
      return 0;
    case "AT_ColumnDefault":
      return command.def ? 7 : 0;
    case "AT_AlterColumnType":
      return 1;
    case "AT_AddColumn":
      return 2;
    case "AT_SetExpression":
      return 3;
    case "AT_SetNotNull":
    case "AT_SetIdentity":
      return 5;
    case "AT_AddConstraint":
      return constraintPass(command.def);
    case "AT_AddIdentity":
      return 7;
    default:
      return 8;
  }
}

/**
 * NOT NULL sets a column attribute, a key is an index, the others come after the indexes. The index that a constraint
 * is to use is looked up before all of them, when the statement is transformed (AT_PASS_ADD_CONSTR).
 */
function constraintPass(def: Node | undefined): number {
  const { contype: type, indexname } = def && "Constraint" in def ? def.Constraint : {};
  if (indexname) return 4;
  if (type === "CONSTR_NOTNULL") return 5;
  return type === "CONSTR_CHECK" || type === "CONSTR_FOREIGN" ? latePass : indexPass;
}
