import type { NameRef } from "../../effects/type-ref.ts";
import type { Column } from "../catalog.ts";
import { type Draft, refuse } from "../draft.ts";
import { emptyNames, isThere, type Names } from "../names.ts";
import { requireType } from "../objects/require.ts";

/** The columns of CREATE TABLE … OF type. */
export function rowTypeColumns(draft: Draft, type: NameRef): Names<Column> {
  const { found } = requireType(draft, { ...type, dimensions: 0 });
  if (!isThere(found) || (found.kind === "type" && found.type.kind === "unknown"))
    return emptyNames(false);
  if (found.kind !== "row" || found.relation.kind !== "composite type")
    return refuse("42809", `type ${type.name} is not a composite type`, {
      class: "type",
      ...type,
    });
  return found.relation.columns;
}
