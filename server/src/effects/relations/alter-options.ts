import type { AlterTableCmd } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { Effect } from "../effect.ts";
import type { On } from "./alter-effects.ts";
import { optionsOf } from "./options.ts";

/** What is kept by name with the relation: storage parameters, tablespace, CLUSTER ON, REPLICA IDENTITY … */
export function optionsEffect(command: AlterTableCmd, on: On): Effect {
  const { name = "", def, subtype = "" } = command;
  const list = def && "List" in def ? def.List.items : undefined;
  const set = (options: Readonly<Record<string, string | null>>, index?: string): Effect => ({
    ...on,
    kind: "set-relation-options",
    verb: "alter",
    command: subtype.slice("AT_".length),
    options,
    ...(index === undefined ? {} : { index }),
  });
  switch (subtype) {
    case "AT_SetRelOptions":
    case "AT_ReplaceRelOptions":
      return set(optionsOf(list));
    case "AT_ResetRelOptions":
      return set(Object.fromEntries(Object.keys(optionsOf(list)).map((key) => [key, null])));
    case "AT_GenericOptions":
      return set({ generic: definition(def) });
    case "AT_ClusterOn":
      return set({ cluster: name }, name);
    case "AT_DropCluster":
      return set({ cluster: null });
    case "AT_SetTableSpace":
      return set({ tablespace: name === "pg_default" ? null : name });
    case "AT_SetAccessMethod":
      return set({ "access method": name });
    case "AT_ReplicaIdentity": {
      const identity = def && "ReplicaIdentityStmt" in def ? def.ReplicaIdentityStmt : {};
      const value = identities[identity.identity_type ?? ""] ?? null;
      return identity.name === undefined
        ? set({ "replica identity": value })
        : set({ "replica identity": `index ${identity.name}` }, identity.name);
    }
    default:
      return { kind: "unknown", verb: "run", statement: subtype };
  }
}

/** DEFAULT is what a table has anyway. */
const identities: Readonly<Record<string, string>> = { f: "full", n: "nothing" };
