import type { AlterTableCmd } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { Effect } from "../effect.ts";
import { rangeName } from "../expressions/names.ts";
import type { On } from "./alter-effects.ts";

/** ATTACH and DETACH PARTITION, of tables and indexes. */
export function partitionEffect(command: AlterTableCmd, on: On): Effect {
  const partition = command.def && "PartitionCmd" in command.def ? command.def.PartitionCmd : {};
  const name = rangeName(partition.name);
  if (command.subtype === "AT_AttachPartition")
    return on.as === "index"
      ? { ...on, kind: "attach-index", verb: "attach", index: name }
      : {
          ...on,
          kind: "attach-partition",
          verb: "attach",
          partition: name,
          bound: definition(partition.bound),
        };
  return {
    ...on,
    kind: "detach-partition",
    verb: "detach",
    partition: name,
    concurrently: partition.concurrent ?? false,
    finalize: command.subtype === "AT_DetachPartitionFinalize",
  };
}
