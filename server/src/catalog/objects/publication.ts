import type {
  AlterPublication,
  CreatePublication,
  PublicationMember,
} from "../../effects/objects/publication.ts";
import type { PlainObject } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { creationSchema } from "../look-up.ts";
import { emptyNames, find, isThere, type Names, put, remove } from "../names.ts";
import type { Wanted } from "../relations/require.ts";
import { mayExist } from "./place.ts";
import { findPlain, putPlain } from "./plain.ts";
import { requireSchema } from "./require.ts";
import { requireNamespaced, requirePlace } from "./require-object.ts";

/** The name is looked for before the tables. */
export function createPublication(draft: Draft, effect: CreatePublication): void {
  const { name } = effect;
  const found = findPlain(draft.catalog, "publication", name);
  if (isThere(found))
    refuse("42710", `publication "${name}" already exists`, { class: "publication", name });
  if (found === "unknown") mayExist(draft, `publication "${name}"`);
  const owner = draft.catalog.session.role;
  let members = emptyNames<string>(true);
  for (const member of effect.members) {
    const { key, definition } = memberOf(draft, member);
    members = put(members, key, definition);
  }
  putPlain(draft, "publication", name, {
    name,
    definition: effect.definition,
    origin: draft.origin,
    members: effect.allTables ? put(members, allTables, "") : members,
    ...(owner === undefined ? {} : { owner }),
  });
}

/** FOR ALL TABLES: as a member that stands for all. */
const allTables = "*";

/** A table goes by its key, a schema by `schema:name`. */
function memberOf(
  draft: Draft,
  member: PublicationMember,
): { readonly key: string; readonly name: string; readonly definition: string } {
  if (member.kind === "schema") {
    const name = member.schema ?? creationSchema(draft.catalog, { name: "" });
    requireSchema(draft, name);
    return { key: `schema:${name}`, name, definition: "" };
  }
  const { key, relation } = requireNamespaced(draft, member.table, aPublished);
  return { key, name: relation.name, definition: member.definition };
}

const aPublished: Wanted = {
  kinds: ["table", "partitioned table"],
  otherwise: (name) => ["22023", `cannot add relation "${name}" to publication`],
};

export function alterPublication(draft: Draft, effect: AlterPublication): void {
  const object = { class: "publication" as const, name: { name: effect.name } };
  const place = requirePlace(draft, object);
  if (!place || !isThere(place.found)) return;
  const before = place.found.members ?? emptyNames<string>(false);
  const subject = { class: "publication" as const, name: effect.name };
  if (before.known.has(allTables))
    refuse("55000", `publication "${effect.name}" is defined as FOR ALL TABLES`, subject);
  const members = effect.members.map((member) => ({ member, ...memberOf(draft, member) }));
  let after: Names<string> = effect.action === "set" ? emptyNames(true) : before;
  for (const one of members) {
    if (effect.action === "add") forbidTwice(draft, effect.name, before, one);
    if (effect.action === "drop") requireMember(draft, effect.name, before, one);
    after = effect.action === "drop" ? remove(after, one.key) : put(after, one.key, one.definition);
  }
  putPlain(draft, "publication", place.key, { ...place.found, members: after } as PlainObject);
}

interface Member {
  readonly member: PublicationMember;
  readonly key: string;
  readonly name: string;
}

function forbidTwice(draft: Draft, publication: string, names: Names<string>, one: Member): void {
  const what = one.member.kind === "schema" ? "schema" : "relation";
  const found = find(names, one.key);
  if (isThere(found))
    refuse("42710", `${what} "${one.name}" is already member of publication "${publication}"`, {
      class: "publication",
      name: publication,
    });
  if (found === "unknown")
    doubt(draft, `${what} "${one.name}" may be a member of publication "${publication}" already`);
}

function requireMember(draft: Draft, publication: string, names: Names<string>, one: Member): void {
  const found = find(names, one.key);
  const missing =
    one.member.kind === "schema"
      ? `tables from schema "${one.name}" are not part of the publication`
      : `relation "${one.name}" is not part of the publication`;
  if (found === "absent") refuse("42704", missing, { class: "publication", name: publication });
  if (found === "unknown") doubt(draft, `"${one.name}" was not added to the publication in view`);
}
