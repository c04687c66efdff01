import type { AlterTableCmd } from "@pgsql/types";
import type { Effect } from "../effect.ts";
import type { FiringState, On } from "./alter-effects.ts";

/** AT_EnableAlwaysTrig and its kin: the state, then the kind. */
export function firingEffect(command: AlterTableCmd, on: On): Effect | undefined {
  const [, state = "", kind, which] =
    /^AT_(Enable|EnableAlways|EnableReplica|Disable)(Trig|Rule)(All|User)?$/.exec(
      command.subtype ?? "",
    ) ?? [];
  if (kind === "Rule")
    return {
      ...on,
      kind: "enable-rule",
      verb: "alter",
      rule: command.name ?? "",
      state: firingStates[state] ?? "origin",
    };
  if (kind !== "Trig") return undefined;
  return {
    ...on,
    kind: "enable-trigger",
    verb: "alter",
    ...(which ? {} : { trigger: command.name ?? "" }),
    state: firingStates[state] ?? "origin",
  };
}

const firingStates: Readonly<Record<string, FiringState>> = {
  Enable: "origin",
  EnableAlways: "always",
  EnableReplica: "replica",
  Disable: "disabled",
};
