import type { AlterType, DropType, MoveType, RenameType } from "../../effects/objects/type.ts";
import type { NameRef, TypeRef } from "../../effects/type-ref.ts";
import type { Catalog, TypeName } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, notice, refuse } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { find, isThere, put, remove } from "../names.ts";
import { deleteThings } from "../relations/delete.ts";
import { forgetTyped } from "../relations/forget-readers.ts";
import { renameKey } from "../relations/rename.ts";
import type { Thing } from "../relations/things.ts";
import { altered } from "./altered.ts";
import { putType } from "./create-type.ts";
import { forbidExtensionMember } from "./extension-members.ts";
import { forbidOtherNamespace, mayExist } from "./place.ts";
import { renameTypeKey } from "./rename-type-key.ts";
import { missingType, requireRole, requireSchema, requireType } from "./require.ts";
import { resolveType, type TypeMeaning, typeIn } from "./types.ts";
import { shownType, writtenType } from "./written-type.ts";

interface Own {
  readonly key: string;
  readonly type: TypeName;
  readonly meaning: TypeMeaning;
}

/** A type that may be altered: no array, no table's row type, a domain where the statement says so. */
function requireOwn(
  draft: Draft,
  name: NameRef,
  of: "type" | "domain",
  isRefused: (shown: string) => readonly [sqlstate: string, message: string],
): Own {
  const ref = { ...name, dimensions: 0 };
  requireType(draft, ref);
  const { type, found: meaning } = resolveType(draft.catalog, ref);
  const key = relationKey(type.schema, type.name);
  const shown = shownType(type, draft.catalog.session.searchPath);
  const subject = { class: of, ...name };
  if (!isThere(meaning)) return refuse("42704", `type "${name.name}" does not exist`, subject);
  if (type.dimensions > 0) return refuse("42809", `cannot alter array type ${shown}`, subject);
  if (of === "domain" && !isDomain(meaning))
    return refuse("42809", `${shown} is not a domain`, subject);
  if (meaning.kind === "row" && meaning.relation.kind !== "composite type") {
    const [sqlstate, message] = isRefused(shown);
    return refuse(sqlstate, message, subject);
  }
  return { key, type, meaning };
}

const isDomain = (meaning: TypeMeaning): boolean =>
  meaning.kind === "type" && /^(domain|unknown)$/.test(meaning.type.kind);

const rowType = (shown: string): readonly [string, string] => [
  "42809",
  `${shown} is a table's row type`,
];

/** OWNER TO looks the role up first. */
export function alterType(draft: Draft, effect: AlterType): void {
  const { owner, change } = effect;
  if (owner !== undefined) requireRole(draft, owner);
  const { key, meaning } = requireOwn(draft, effect.name, effect.class, rowType);
  draft.touched = true;
  if (meaning.kind === "row") {
    if (owner !== undefined) setRelation(draft, key, { ...meaning.relation, owner });
    return;
  }
  if (meaning.kind !== "type") return;
  const owned = owner === undefined ? meaning.type : { ...meaning.type, owner };
  putType(
    draft,
    key,
    change !== undefined && "definition" in owned
      ? { ...owned, definition: altered(owned.definition, [{ aspect: "options", text: change }]) }
      : owned,
  );
}

export function renameType(draft: Draft, effect: RenameType): void {
  const { name, to } = effect;
  const own = requireOwn(draft, name, effect.class, rowType);
  rekey(draft, own, own.type.schema, to, "rename");
}

export function moveType(draft: Draft, effect: MoveType): void {
  const own = requireOwn(draft, effect.name, effect.class, rowType);
  requireSchema(draft, effect.to);
  forbidOtherNamespace(own.type.schema, effect.to, { class: "type", ...effect.name });
  if (own.type.schema !== effect.to) rekey(draft, own, effect.to, own.type.name, "move");
}

/** 42710; a composite type is renamed as the relation that it is: 42P07. */
function rekey(
  draft: Draft,
  { key, meaning }: Own,
  schema: string,
  name: string,
  how: "rename" | "move",
): void {
  const to = relationKey(schema, name);
  const subject = { class: "type" as const, schema, name };
  if (meaning.kind === "builtin") return;
  if (meaning.kind === "row" && isThere(find(draft.catalog.relations, to)))
    refuse(
      "42P07",
      `relation "${name}" already exists${how === "move" ? ` in schema "${schema}"` : ""}`,
      subject,
    );
  const taken = typeIn(draft.catalog, schema, name);
  if (isThere(taken))
    refuse(
      "42710",
      `type "${name}" already exists${how === "move" ? ` in schema "${schema}"` : ""}`,
      subject,
    );
  if (taken === "unknown") mayExist(draft, `type "${name}"`);
  if (meaning.kind === "row") {
    renameKey(draft, key, schema, name);
    return;
  }
  const { types } = draft.catalog;
  draft.catalog = {
    ...draft.catalog,
    types: put(remove(types, key), to, { ...meaning.type, schema, name }),
  };
  draft.touched = true;
  renameTypeKey(draft, key, to);
}

type Looked = Thing | { readonly unseen: string };

/** One item of DROP TYPE, DROP DOMAIN. All are looked up before the last one's turn, when all are dropped. */
export function dropType(draft: Draft, effect: DropType): void {
  lookUp(draft, effect, effect.type);
  if (effect.part < effect.together.length - 1) return;
  const found = effect.together.flatMap(({ type }) => lookUp(draft, effect, type, "quietly") ?? []);
  const things = found.flatMap((one) => ("kind" in one ? [one] : []));
  const before = draft.catalog;
  deleteThings(draft, things, effect.cascade ? "cascade" : "restrict");
  if (effect.cascade && found.some((one) => isUnseen(before, one))) forgetTyped(draft);
  for (const one of found) {
    if ("kind" in one) continue;
    draft.catalog = { ...draft.catalog, types: remove(draft.catalog.types, one.unseen) };
    draft.touched = true;
  }
}

const isUnseen = ({ types }: Catalog, one: Looked): boolean =>
  !("kind" in one) || (one.kind === "type" && types.known.get(one.key)?.origin === "assumed");

function lookUp(
  draft: Draft,
  effect: DropType,
  ref: TypeRef,
  quietly?: "quietly",
): Looked | undefined {
  const missing = missingType(draft, ref);
  const subject = { class: effect.class, name: ref.name };
  if (missing !== undefined) {
    if (effect.guard === "if exists") {
      if (!quietly) notice(draft, `${missing}, skipping`);
      return undefined;
    }
    return refuse(missing.startsWith("schema") ? "3F000" : "42704", missing, subject);
  }
  const seen = resolveType(draft.catalog, ref);
  if (effect.guard === "if exists" && seen.found === "unknown")
    return { unseen: relationKey(seen.type.schema, seen.type.name) };
  requireType(draft, ref);
  const { type, found: meaning } = resolveType(draft.catalog, ref);
  if (!isThere(meaning)) return undefined;
  const key = relationKey(type.schema, type.name);
  const shown = shownType(type, draft.catalog.session.searchPath);
  const element = shownType({ ...type, dimensions: 0 }, draft.catalog.session.searchPath);
  if (effect.class === "domain" && !isDomain(meaning))
    refuse("42809", `"${writtenType(ref)}" is not a domain`, subject);
  if (meaning.kind === "builtin")
    refuse(
      "2BP01",
      `cannot drop type ${shown} because it is required by the database system`,
      subject,
    );
  if (type.dimensions > 0)
    refuse("2BP01", `cannot drop type ${shown} because type ${element} requires it`, subject);
  if (meaning.kind === "row") {
    if (meaning.relation.kind !== "composite type")
      refuse(
        "2BP01",
        `cannot drop type ${shown} because ${meaning.relation.kind} ${shown} requires it`,
        subject,
      );
    return { kind: "relation", key };
  }
  if (meaning.kind === "type") forbidExtensionMember(draft, { kind: "type", key }, meaning.type);
  return { kind: "type", key };
}
