import type { Grant } from "../../effects/objects/grant.ts";
import type { Relation } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";

/**
 * ExecuteGrantStmt and string_to_privilege: a privilege that there is not (42601), or that such an object has not
 * (0LP01). `GRANT USAGE ON name` is read as of a table or a sequence.
 */
export function forbidPrivileges(
  draft: Draft,
  { on, privileges, columnPrivileges }: Pick<Grant, "on" | "privileges" | "columnPrivileges">,
): void {
  const known = ofObjects[on];
  if (!known) return;
  const [word, possible] = known;
  if (privileges.includes("maintain")) doubt(draft, "MAINTAIN is of PostgreSQL 17");
  for (const privilege of privileges) forbid(privilege, word, possible);
  for (const privilege of columnPrivileges) forbid(privilege, "column", ofColumns);
}

/** ExecGrant_Relation: `GRANT … ON name` once it is known what the name is. */
export function forbidSequencePrivileges({ kind }: Relation, { privileges }: Grant): void {
  if (kind !== "sequence" && kind !== "unknown" && privileges.includes("usage"))
    refuse("0LP01", "invalid privilege type USAGE for table");
}

function forbid(privilege: string, word: string, possible: readonly string[]): void {
  if (privilege === "all") return;
  if (!every.has(privilege)) refuse("42601", `unrecognized privilege type "${privilege}"`);
  if (!possible.includes(privilege === "temp" ? "temporary" : privilege))
    refuse("0LP01", `invalid privilege type ${privilege.toUpperCase()} for ${word}`);
}

/** What the names of `GRANT … ON a, b` may be. */
export const tableOrSequence = "table or sequence";

const ofColumns = ["select", "insert", "update", "references"];
const ofTables = [...ofColumns, "delete", "truncate", "trigger", "maintain"];
const ofSequences = ["select", "update", "usage"];

/** aclchk.c, ExecuteGrantStmt. */
const ofObjects: Readonly<Record<string, readonly [word: string, possible: readonly string[]]>> = {
  OBJECT_TABLE: ["relation", ofTables],
  [tableOrSequence]: ["relation", [...ofTables, "usage"]],
  OBJECT_SEQUENCE: ["sequence", ofSequences],
  OBJECT_DATABASE: ["database", ["create", "temporary", "connect"]],
  OBJECT_DOMAIN: ["domain", ["usage"]],
  OBJECT_TYPE: ["type", ["usage"]],
  OBJECT_FUNCTION: ["function", ["execute"]],
  OBJECT_PROCEDURE: ["procedure", ["execute"]],
  OBJECT_ROUTINE: ["routine", ["execute"]],
  OBJECT_LANGUAGE: ["language", ["usage"]],
  OBJECT_LARGEOBJECT: ["large object", ["select", "update"]],
  OBJECT_SCHEMA: ["schema", ["usage", "create"]],
  OBJECT_TABLESPACE: ["tablespace", ["create"]],
  OBJECT_FDW: ["foreign-data wrapper", ["usage"]],
  OBJECT_FOREIGN_SERVER: ["foreign server", ["usage"]],
  OBJECT_PARAMETER_ACL: ["parameter", ["set", "alter system"]],
};

const every: ReadonlySet<string> = new Set([
  ...Object.values(ofObjects).flatMap(([, possible]) => possible),
  "temp",
  "rule",
]);
