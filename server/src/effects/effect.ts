import type { BlockEffect } from "./blocks.ts";
import type { DataEffect } from "./data.ts";
import type { ObjectEffect } from "./objects.ts";
import type { RelationEffect } from "./relations.ts";

/**
 * What one statement does to the catalog, free of syntax. A statement has one effect, or several that succeed or
 * fail together (ALTER TABLE with several commands, CREATE SCHEMA with elements).
 * Each family file declares its effects and their translators; catalog/ holds one handler for each `kind`.
 */
export type Effect = RelationEffect | ObjectEffect | DataEffect | BlockEffect;

/** What all effects say of themselves, so that rules and fixes can speak of any of them. */
export interface EffectBase {
  readonly verb:
    | "create"
    | "drop"
    | "rename"
    /** SET SCHEMA. */
    | "move"
    | "add"
    | "alter"
    | "attach"
    | "detach"
    | "write"
    | "run"
    | "session";
  /** The guard that is written: IF NOT EXISTS, OR REPLACE, IF EXISTS (of this object, not of its table). */
  readonly guard?: "if not exists" | "or replace" | "if exists";
  /** Position among the commands of an ALTER statement or the items of a DROP list, as written; 0-based. */
  readonly part?: number;
}
