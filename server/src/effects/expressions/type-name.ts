import type { TypeName } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { TypeRef } from "../type-ref.ts";
import { dotted } from "./names.ts";

/** The type that a cast names. */
export function castType(type: TypeName | undefined): TypeRef {
  return {
    ...dotted(type?.names),
    ...(type?.typmods ? { modifiers: modifiers(type) } : {}),
    dimensions: type?.arrayBounds?.length ?? 0,
  };
}

/** `10,2` for constants, canonical text for anything else. */
const modifiers = (type: TypeName): string =>
  (type.typmods ?? [])
    .map((node) =>
      "A_Const" in node && node.A_Const.ival
        ? String(node.A_Const.ival.ival ?? 0)
        : definition(node),
    )
    .join(",");
