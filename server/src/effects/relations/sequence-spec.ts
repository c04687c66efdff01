import type { Node } from "@pgsql/types";
import { definition } from "../definition.ts";
import { dotted, texts } from "../expressions/names.ts";
import { castType } from "../expressions/type-name.ts";
import type { NameRef, TypeRef } from "../type-ref.ts";

/** The options of a sequence as written. */
export interface SequenceSpec {
  /** By name, in canonical text; RESTART is none: it moves the counter, not the definition. */
  readonly options: Readonly<Record<string, string>>;
  readonly restarts?: true;
  readonly type?: TypeRef;
  readonly ownedBy?: "none" | { readonly table: NameRef; readonly column: string };
  /** SEQUENCE NAME of an identity column, as pg_dump writes it. */
  readonly name?: NameRef;
}

export function sequenceSpec(nodes: readonly Node[] | undefined): SequenceSpec {
  const options: Record<string, string> = {};
  let type: TypeRef | undefined;
  let ownedBy: SequenceSpec["ownedBy"];
  let name: NameRef | undefined;
  let restarts = false;
  for (const node of nodes ?? []) {
    if (!("DefElem" in node)) continue;
    const { defname = "", arg } = node.DefElem;
    if (defname === "owned_by") ownedBy = owner(arg);
    else if (defname === "sequence_name" && arg && "List" in arg) name = dotted(arg.List.items);
    else if (defname === "restart") restarts = true;
    else {
      if (defname === "as" && arg && "TypeName" in arg) type = castType(arg.TypeName);
      options[defname] = definition(arg);
    }
  }
  return {
    options,
    ...(restarts ? { restarts } : {}),
    ...(type ? { type } : {}),
    ...(ownedBy ? { ownedBy } : {}),
    ...(name ? { name } : {}),
  };
}

/** OWNED BY a.b.c: the last part is the column. */
function owner(arg: Node | undefined): SequenceSpec["ownedBy"] {
  const items = arg && "List" in arg ? (arg.List.items ?? []) : [];
  const column = texts(items).at(-1);
  if (items.length < 2 || column === undefined) return "none";
  return { table: dotted(items.slice(0, -1)), column };
}
