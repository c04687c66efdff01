import type { Comment, DependsOnExtension } from "../../effects/objects/comment.ts";
import { type Draft, doubt, notice, refuse } from "../draft.ts";
import { findPlain } from "./plain.ts";
import { requirePlain } from "./require.ts";
import { requireObject } from "./require-object.ts";

/** COMMENT ON: the object must be there. Of a database that is not, PostgreSQL only warns. */
export function comment(draft: Draft, { object, what }: Comment): void {
  draft.touched = true;
  if (what === "security label") {
    doubt(draft, "whether a security label provider is loaded is not known");
    return;
  }
  if (!object) return doubt(draft, "what the comment is on is not simulated");
  if (object.class === "database") {
    const { name } = object.name;
    if (findPlain(draft.catalog, "database", name) === "absent")
      notice(draft, `database "${name}" does not exist`);
    return;
  }
  if (object.class === "column" && object.on.name === "")
    return refuse("42601", "column name must be qualified");
  requireObject(draft, object);
}

/** ALTER … DEPENDS ON EXTENSION: the object, then the extension. */
export function dependsOnExtension(draft: Draft, { object, extension }: DependsOnExtension): void {
  draft.touched = true;
  if (object) requireObject(draft, object);
  requirePlain(draft, "extension", extension, "42704", `extension "${extension}" does not exist`);
}
