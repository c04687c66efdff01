import { definition } from "../definition.ts";
import type { EffectBase } from "../effect.ts";
import type { Translators } from "../translate.ts";

export type PreparedEffect = Prepare | Execute | Deallocate;

export interface Prepare extends EffectBase {
  readonly kind: "prepare";
  readonly verb: "session";
  readonly class: "prepared statement";
  readonly name: string;
  /** It only reads. */
  readonly reads: boolean;
  readonly definition: string;
}
export interface Execute extends EffectBase {
  readonly kind: "execute";
  readonly verb: "run";
  readonly class: "prepared statement";
  readonly name: string;
}
/** Without a name: all of them. */
export interface Deallocate extends EffectBase {
  readonly kind: "deallocate";
  readonly verb: "session";
  readonly class: "prepared statement";
  readonly name?: string;
}

export const preparedTranslators: Translators = {
  PrepareStmt: (node) => [
    {
      kind: "prepare",
      verb: "session",
      class: "prepared statement",
      name: node.name ?? "",
      reads: node.query !== undefined && "SelectStmt" in node.query,
      definition: definition(node),
    },
  ],
  ExecuteStmt: (node) => [
    { kind: "execute", verb: "run", class: "prepared statement", name: node.name ?? "" },
  ],
  DeallocateStmt: (node) => [
    {
      kind: "deallocate",
      verb: "session",
      class: "prepared statement",
      ...(node.name === undefined ? {} : { name: node.name }),
    },
  ],
};
