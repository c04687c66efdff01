import type { Effect } from "../effects/effect.ts";

/**
 * What PostgreSQL calls a statement that it runs in no transaction block and from no function
 * (PreventInTransactionBlock); undefined for all others.
 */
export function topLevelOnly(effect: Effect): string | undefined {
  const concurrently = "concurrently" in effect && effect.concurrently;
  switch (effect.kind) {
    case "create-index":
      return concurrently ? "CREATE INDEX CONCURRENTLY" : undefined;
    case "drop-relation":
      return concurrently ? "DROP INDEX CONCURRENTLY" : undefined;
    case "detach-partition":
      return concurrently ? "ALTER TABLE ... DETACH CONCURRENTLY" : undefined;
    case "maintain-relation":
    case "maintain-all":
      if (effect.command === "vacuum") return "VACUUM";
      return concurrently ? "REINDEX CONCURRENTLY" : undefined;
    case "create-plain":
    case "drop-plain":
      return effect.class === "database" || effect.class === "tablespace"
        ? `${effect.verb === "drop" ? "DROP" : "CREATE"} ${effect.class.toUpperCase()}`
        : undefined;
    case "alter-setting":
      return effect.system ? "ALTER SYSTEM" : undefined;
    default:
      return undefined;
  }
}
