import { Map as PersistentMap } from "immutable";
import type { ResetAll, SetSetting } from "../../effects/objects/session.ts";
import type { AlterSetting } from "../../effects/objects/setting.ts";
import { isSetting } from "../builtin/names.ts";
import type { Catalog, Session } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { plainNames } from "../look-up.ts";
import { findPlain, putPlain, removePlain } from "./plain.ts";
import { requireRole } from "./require.ts";
import { requirePlace } from "./require-object.ts";

/** SET, SET LOCAL, RESET. */
export const setSetting = (draft: Draft, { name, values, local }: SetSetting): void =>
  setConfig(draft, name, values?.map(quotedItem).join(", "), local);

/** Also set_config(). Without a value: back to the default. */
export function setConfig(
  draft: Draft,
  name: string,
  value: string | undefined,
  local: boolean,
): void {
  forbidUnknown(name);
  draft.touched = true;
  const { session } = draft.catalog;
  const isRole = name === "role" || name === "session_authorization";
  if (isRole && value !== undefined && value !== "none") requireRoleOf(draft, value);
  const noLocals = PersistentMap<string, string | null>();
  const locals = session.locals ?? noLocals;
  const changed = withSetting(draft.catalog, name, value);
  draft.catalog = {
    ...draft.catalog,
    session: {
      ...changed,
      locals: !local
        ? locals.delete(name)
        : locals.has(name)
          ? locals
          : locals.set(name, session.settings.get(name) ?? null),
    },
  };
}

/** A list's item that is empty or would be taken for several stays one. */
const quotedItem = (item: string): string =>
  item === "" || /[,"\s]/.test(item) ? `"${item.replaceAll('"', '""')}"` : item;

/** 22023, unlike everywhere else. */
function requireRoleOf(draft: Draft, role: string): void {
  const found = findPlain(draft.catalog, "role", role);
  if (found === "absent")
    refuse("22023", `role "${role}" does not exist`, { class: "role", name: role });
  if (found === "unknown") doubt(draft, `role "${role}" was not created in view`);
}

/** 42704; names with a dot are anybody's own. */
export function forbidUnknown(name: string): void {
  if (!name.includes(".") && !isSetting(name))
    refuse("42704", `unrecognized configuration parameter "${name}"`, { class: "setting", name });
}

function withSetting(catalog: Catalog, name: string, value: string | undefined): Session {
  const { session } = catalog;
  const settings =
    value === undefined ? session.settings.delete(name) : session.settings.set(name, value);
  const changed = { ...session, settings };
  if (name === "search_path") return { ...changed, searchPath: effectivePath(catalog, value) };
  if (name !== "role" && name !== "session_authorization") return changed;
  const role = settings.get("role") ?? settings.get("session_authorization");
  return { ...changed, role: role === "none" ? undefined : role };
}

export function resetAll(draft: Draft, _effect: ResetAll): void {
  for (const name of draft.catalog.session.settings.keys())
    if (name !== "role" && name !== "session_authorization")
      setConfig(draft, name, undefined, false);
  draft.touched = true;
}

/** At the end of a transaction SET LOCAL is undone. */
export function withoutLocals(catalog: Catalog): Catalog {
  let changed = catalog;
  for (const [name, value] of catalog.session.locals ?? [])
    changed = { ...changed, session: withSetting(changed, name, value ?? undefined) };
  const { locals, ...session } = changed.session;
  return locals ? { ...changed, session } : changed;
}

/** The schemas of search_path that may be there; pg_catalog and temporary ones are looked into anyway. */
export function effectivePath(catalog: Catalog, value: string | undefined): readonly string[] {
  const text = value ?? defaultPath(catalog);
  const names = [...text.matchAll(/"((?:[^"]|"")*)"|[^",\s]+/g)].map(([plain, quoted]) =>
    quoted === undefined ? plain.toLowerCase() : quoted.replaceAll('""', '"'),
  );
  return names.flatMap((name) => {
    if (name === "$user") return ownSchema(catalog);
    if (name === "" || name === "pg_catalog" || name === "pg_temp") return [];
    return findPlain(catalog, "schema", name) === "absent" ? [] : [name];
  });
}

/** A schema came or went: search_path may lead elsewhere. */
export function refreshPath(draft: Draft): void {
  const { session } = draft.catalog;
  const searchPath = effectivePath(draft.catalog, session.settings.get("search_path"));
  draft.catalog = { ...draft.catalog, session: { ...session, searchPath } };
}

/** "$user" counts where a schema of that name was made in view. */
function ownSchema({ session, plain }: Catalog): readonly string[] {
  const { role } = session;
  return role !== undefined && plain.get("schema")?.known.has(role) ? [role] : [];
}

/** ALTER DATABASE or ROLE ALL … SET search_path; otherwise PostgreSQL's own. */
const defaultPath = (catalog: Catalog): string =>
  plainNames(catalog, "setting").known.find((_, key) =>
    /^(database .*|all roles) search_path$/.test(key),
  )?.definition ?? "public";

/** ALTER SYSTEM, ALTER DATABASE … SET, ALTER ROLE … SET: later sessions begin with it. */
export function alterSetting(draft: Draft, effect: AlterSetting): void {
  const { database, role, name, values } = effect;
  draft.touched = true;
  if (role !== undefined && role !== "all") requireRole(draft, role);
  if (database !== undefined) requirePlace(draft, { class: "database", name: { name: database } });
  const of = [
    ...(effect.system ? ["system"] : []),
    ...(database === undefined ? [] : [`database ${database}`]),
    ...(role === undefined
      ? effect.system || database !== undefined
        ? []
        : ["all roles"]
      : [`role ${role}`]),
  ].join(" ");
  if (name === undefined) {
    for (const key of plainNames(draft.catalog, "setting").known.keys())
      if (key.startsWith(`${of} `)) removePlain(draft, "setting", key);
    return;
  }
  forbidUnknown(name);
  const key = `${of} ${name}`;
  if (values === undefined) return removePlain(draft, "setting", key);
  putPlain(draft, "setting", key, {
    name,
    definition: values.map(quotedItem).join(", "),
    origin: draft.origin,
  });
}
