import type { RoleSpec } from "@pgsql/types";

/** A role as written; the keywords keep their spelling, PUBLIC is `public`. */
export const roleName = (role: RoleSpec | undefined): string =>
  role?.rolename ?? (role?.roletype ?? "").replace(/^ROLESPEC_/, "").toLowerCase();
