import type { AlterObjectDependsStmt, CommentStmt, SecLabelStmt } from "@pgsql/types";
import type { EffectBase } from "../effect.ts";
import { type ObjectRef, objectRef } from "./object-ref.ts";
import { stringOf } from "./read.ts";

export type CommentEffect = Comment | DependsOnExtension;

/** COMMENT ON, SECURITY LABEL ON: the object must be there; what is said of it is not kept. */
export interface Comment extends EffectBase {
  readonly kind: "comment";
  readonly verb: "alter";
  readonly what: "comment" | "security label";
  readonly object?: ObjectRef;
}

/** ALTER … DEPENDS ON EXTENSION. */
export interface DependsOnExtension extends EffectBase {
  readonly kind: "depends-on-extension";
  readonly verb: "alter";
  readonly object?: ObjectRef;
  readonly extension: string;
}

export const comment = (node: CommentStmt): Comment => said(node, "comment");

export const securityLabel = (node: SecLabelStmt): Comment => said(node, "security label");

function said(node: CommentStmt | SecLabelStmt, what: Comment["what"]): Comment {
  const object = objectRef(node.objtype, node.object);
  return { kind: "comment", verb: "alter", what, ...(object ? { object } : {}) };
}

export function dependsOnExtension(node: AlterObjectDependsStmt): DependsOnExtension {
  const object = objectRef(node.objectType, node.object, node.relation);
  return {
    kind: "depends-on-extension",
    verb: "alter",
    ...(object ? { object } : {}),
    extension: node.extname?.sval ?? stringOf(node.extname as never) ?? "",
  };
}
