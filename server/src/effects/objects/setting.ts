import type { VariableSetStmt } from "@pgsql/types";
import type { EffectBase } from "../effect.ts";
import { roleName } from "../relations/role-name.ts";
import type { Translators } from "../translate.ts";
import { settingValues } from "./session.ts";

/** ALTER SYSTEM, ALTER DATABASE … SET, ALTER ROLE … SET: what later sessions begin with. */
export interface AlterSetting extends EffectBase {
  readonly kind: "alter-setting";
  readonly verb: "alter";
  readonly class: "setting";
  readonly database?: string;
  readonly role?: string;
  readonly system: boolean;
  /** Left out: RESET ALL. */
  readonly name?: string;
  /** Left out: RESET. */
  readonly values?: readonly string[];
}

export const settingTranslators: Translators = {
  AlterSystemStmt: (node) => [setting(node.setstmt, { system: true })],
  AlterDatabaseSetStmt: (node) => [
    setting(node.setstmt, { system: false, database: node.dbname ?? "" }),
  ],
  AlterRoleSetStmt: (node) => [
    setting(node.setstmt, {
      system: false,
      ...(node.role ? { role: roleName(node.role) } : {}),
      ...(node.database === undefined ? {} : { database: node.database }),
    }),
  ],
};

const setting = (
  node: VariableSetStmt | undefined,
  of: Pick<AlterSetting, "database" | "role" | "system">,
): AlterSetting => ({
  kind: "alter-setting",
  verb: "alter",
  class: "setting",
  ...of,
  ...(node?.name === undefined ? {} : { name: node.name.toLowerCase() }),
  ...(node?.kind === "VAR_SET_VALUE" ? { values: settingValues(node.args) } : {}),
});
