import type { AlterFunctionStmt } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { EffectBase } from "../effect.ts";
import type { CreateRoutine } from "./create-routine.ts";
import { type RoutineRef, routineWithArguments } from "./object-ref.ts";
import type { Change } from "./plain.ts";

/** Functions, procedures, aggregates: known by their input arguments. */
export type RoutineEffect =
  | CreateRoutine
  | AlterRoutine
  | DropRoutine
  | RenameRoutine
  | MoveRoutine;

/** Volatility, SET, COST …, OWNER TO. */
export interface AlterRoutine extends EffectBase {
  readonly kind: "alter-routine";
  readonly verb: "alter";
  readonly class: RoutineRef["class"];
  readonly routine: RoutineRef;
  readonly owner?: string;
  readonly changes: readonly Change[];
}

/** One item of a DROP list. */
export interface DropRoutine extends EffectBase {
  readonly kind: "drop-routine";
  readonly verb: "drop";
  readonly class: RoutineRef["class"];
  readonly routine: RoutineRef;
  /** All the items of the list: they may depend on each other. */
  readonly together: readonly RoutineRef[];
  readonly cascade: boolean;
  readonly part: number;
}

export interface RenameRoutine extends EffectBase {
  readonly kind: "rename-routine";
  readonly verb: "rename";
  readonly class: RoutineRef["class"];
  readonly routine: RoutineRef;
  readonly to: string;
}

/** SET SCHEMA. */
export interface MoveRoutine extends EffectBase {
  readonly kind: "move-routine";
  readonly verb: "move";
  readonly class: RoutineRef["class"];
  readonly routine: RoutineRef;
  readonly to: string;
}

export function alterRoutine(node: AlterFunctionStmt): AlterRoutine {
  const of =
    node.objtype === "OBJECT_PROCEDURE"
      ? "procedure"
      : node.objtype === "OBJECT_ROUTINE"
        ? "routine"
        : "function";
  return {
    kind: "alter-routine",
    verb: "alter",
    class: of,
    routine: routineWithArguments(of, node.func),
    changes: (node.actions ?? []).flatMap((action) => {
      if (!("DefElem" in action)) return [];
      const { defname = "", arg } = action.DefElem;
      const setting = arg && "VariableSetStmt" in arg ? ` ${arg.VariableSetStmt.name ?? ""}` : "";
      return [{ aspect: `${defname}${setting}`, text: definition(arg) }];
    }),
  };
}
