import type { Catalog } from "../catalog.ts";
import { both, type Presence } from "../evaluate/env.ts";
import { oid, someValue, type Value } from "../evaluate/value.ts";
import { plainNames } from "../look-up.ts";
import { emptyNames, find, isThere } from "../names.ts";
import {
  children,
  nameOf,
  row,
  type SystemView,
  schemaOf,
  wantedKey,
  wantedText,
} from "./source.ts";

interface Member {
  readonly publication: string;
  /** The table's key. */
  readonly table: string | undefined;
  readonly presence: Presence;
}

/** Tables of publications; `table`: only whether this one is in. */
function* members(
  catalog: Catalog,
  publication: string | undefined,
  table: string | undefined,
): Iterable<Member> {
  const names = plainNames(catalog, "publication");
  for (const child of children(names, publication)) {
    const of = typeof child.name === "string" ? find(names, child.name) : "unknown";
    const tables = isThere(of)
      ? (of.members ?? emptyNames<string>(false))
      : emptyNames<string>(false);
    for (const member of children(tables, table))
      if (typeof child.name === "string")
        yield {
          publication: child.name,
          table: typeof member.name === "string" ? member.name : undefined,
          presence: both(child.presence, member.presence),
        };
  }
}

export const pgPublicationTables: SystemView = function* (catalog, wanted) {
  const schema = wantedText(wanted, "schemaname");
  const name = wantedText(wanted, "tablename");
  const key = schema !== undefined && name !== undefined ? `${schema}.${name}` : undefined;
  for (const { publication, table, presence } of members(
    catalog,
    wantedText(wanted, "pubname"),
    key,
  )) {
    if (table !== undefined && name !== undefined && nameOf(table) !== name) continue;
    yield row(
      {
        pubname: publication,
        schemaname: table === undefined ? (schema ?? someValue) : schemaOf(table),
        tablename: table === undefined ? (name ?? someValue) : nameOf(table),
      },
      presence,
    );
  }
};

export const pgPublicationRel: SystemView = function* (catalog, wanted) {
  const relation = wantedKey(wanted, "prrelid");
  for (const { publication, table, presence } of members(
    catalog,
    wantedKey(wanted, "prpubid"),
    relation,
  )) {
    const prrelid: Value = table === undefined ? someValue : oid("relation", table);
    yield row({ oid: someValue, prpubid: oid("publication", publication), prrelid }, presence);
  }
};
