import type { AlterPublicationStmt, CreatePublicationStmt, Node } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { EffectBase } from "../effect.ts";
import { rangeName } from "../expressions/names.ts";
import type { NameRef } from "../type-ref.ts";
import { type AlterPlain, alter, plain } from "./plain.ts";

export type PublicationEffect = CreatePublication | AlterPublication;

export interface CreatePublication extends EffectBase {
  readonly kind: "create-publication";
  readonly verb: "create";
  readonly class: "publication";
  readonly name: string;
  readonly allTables: boolean;
  readonly members: readonly PublicationMember[];
  readonly definition: string;
}

export interface AlterPublication extends EffectBase {
  readonly kind: "alter-publication";
  readonly verb: "add" | "drop" | "alter";
  readonly class: "publication";
  readonly name: string;
  readonly action: "add" | "drop" | "set";
  readonly members: readonly PublicationMember[];
}

export type PublicationMember =
  /** `definition`: its columns and rows. */
  | { readonly kind: "table"; readonly table: NameRef; readonly definition: string }
  /** Without a name: CURRENT_SCHEMA. */
  | { readonly kind: "schema"; readonly schema?: string };

export const createPublication = (node: CreatePublicationStmt): CreatePublication => ({
  kind: "create-publication",
  verb: "create",
  class: "publication",
  name: node.pubname ?? "",
  allTables: node.for_all_tables ?? false,
  members: (node.pubobjects ?? []).flatMap(member),
  definition: definition([node.options ?? [], node.for_all_tables ?? false]),
});

export function alterPublication(node: AlterPublicationStmt): AlterPublication | AlterPlain {
  const name = node.pubname ?? "";
  if (!node.pubobjects)
    return alter(plain("publication", name), {
      changes: [{ aspect: "options", text: definition([node.options, node.for_all_tables]) }],
    });
  const action =
    node.action === "AP_DropObjects" ? "drop" : node.action === "AP_SetObjects" ? "set" : "add";
  return {
    kind: "alter-publication",
    verb: action === "set" ? "alter" : action,
    class: "publication",
    name,
    action,
    members: node.pubobjects.flatMap(member),
  };
}

function member(node: Node): readonly PublicationMember[] {
  if (!("PublicationObjSpec" in node)) return [];
  const { pubobjtype, name, pubtable } = node.PublicationObjSpec;
  if (pubtable) {
    const { relation, ...rest } = pubtable;
    return [{ kind: "table", table: rangeName(relation), definition: definition(rest) }];
  }
  if (pubobjtype === "PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA") return [{ kind: "schema" }];
  return [{ kind: "schema", schema: name ?? "" }];
}
