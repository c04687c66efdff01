import type { EffectBase } from "../effect.ts";
import type { ObjectRef, PlainRef } from "./object-ref.ts";
import type { PlainClass } from "./plain-class.ts";

/** Objects that are no more than a name, a definition and an owner to us. */
export type PlainEffect = CreatePlain | DropPlain | RenamePlain | MovePlain | AlterPlain;

export interface CreatePlain extends EffectBase {
  readonly kind: "create-plain";
  readonly verb: "create";
  readonly class: PlainClass;
  readonly object: PlainRef;
  /** Canonical text of all but the name. */
  readonly definition: string;
  readonly owner?: string;
  /** What must be there, in the order in which PostgreSQL looks. */
  readonly needs: readonly ObjectRef[];
}

/** One item of a DROP list. */
export interface DropPlain extends EffectBase {
  readonly kind: "drop-plain";
  readonly verb: "drop";
  readonly class: PlainClass;
  readonly object: PlainRef;
  /** All the items of the list: they may depend on each other. */
  readonly together: readonly PlainRef[];
  readonly cascade: boolean;
  readonly part: number;
}

export interface RenamePlain extends EffectBase {
  readonly kind: "rename-plain";
  readonly verb: "rename";
  readonly class: PlainClass;
  readonly object: PlainRef;
  readonly to: string;
}

/** SET SCHEMA. */
export interface MovePlain extends EffectBase {
  readonly kind: "move-plain";
  readonly verb: "move";
  readonly class: PlainClass;
  readonly object: PlainRef;
  readonly to: string;
}

/** OWNER TO, or any other change: only whether it is the same again counts. */
export interface AlterPlain extends EffectBase {
  readonly kind: "alter-plain";
  readonly verb: "alter";
  readonly class: PlainClass;
  readonly object: PlainRef;
  readonly owner?: string;
  readonly changes: readonly Change[];
  readonly needs: readonly ObjectRef[];
}

/** What is changed, with its canonical text: the same aspect again replaces the earlier one. */
export interface Change {
  readonly aspect: string;
  readonly text: string;
}

export const plain = (of: PlainClass, name: string): PlainRef => ({ class: of, name: { name } });

export const create = (
  object: PlainRef,
  definition: string,
  rest: Partial<Pick<CreatePlain, "guard" | "owner" | "needs">> = {},
): CreatePlain => ({
  kind: "create-plain",
  verb: "create",
  class: object.class,
  object,
  definition,
  needs: [],
  ...rest,
});

export const alter = (
  object: PlainRef,
  rest: Partial<Pick<AlterPlain, "guard" | "owner" | "needs" | "changes">>,
): AlterPlain => ({
  kind: "alter-plain",
  verb: "alter",
  class: object.class,
  object,
  changes: [],
  needs: [],
  ...rest,
});

/** The items of a DROP list. */
export const drop = (
  objects: readonly PlainRef[],
  cascade: boolean,
  guard: { readonly guard?: "if exists" },
): readonly DropPlain[] =>
  objects.map((object, part) => ({
    kind: "drop-plain",
    verb: "drop",
    class: object.class,
    object,
    together: objects,
    cascade,
    part,
    ...guard,
  }));
