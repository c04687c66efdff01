import type { PlainClass } from "../outcome.ts";
import {
  accessMethods,
  collations,
  conversions,
  languages,
  operatorClasses,
  operatorClassInputs,
  operatorFamilies,
  roles,
  settings,
  tablespaces,
  textSearchConfigurations,
  textSearchDictionaries,
  textSearchParsers,
  textSearchTemplates,
} from "./generated/names.ts";

/** Whether an object of pg_catalog, or one that belongs to no schema, comes with PostgreSQL; by its bare name. */
export function isBuiltin(of: PlainClass, name: string): boolean {
  const list = lists[of];
  if (list === undefined) return false;
  let names = read.get(of);
  if (!names) {
    names = new Set(list.split(" "));
    read.set(of, names);
  }
  return names.has(name);
}

/** Of a server's operating system or ICU: what collations there are differs from server to server. */
export const mayBeCollation = (name: string): boolean =>
  /^[a-z]{2,3}([_-].*)?$|-x-icu$|\.utf-?8$/i.test(name);

/** The type that an operator class of pg_catalog takes (opcintype). */
export function operatorClassInput(method: string, name: string): string | undefined {
  inputs ??= new Map(
    operatorClassInputs.split(" ").map((line) => line.split(":") as [string, string]),
  );
  return inputs.get(`${method}.${name}`);
}
let inputs: ReadonlyMap<string, string> | undefined;

/** A configuration parameter; with a dot it belongs to an extension or is anybody's own. */
export const isSetting = (name: string): boolean => {
  settingNames ??= new Set([...settings.split(" "), ...otherSettings]);
  return settingNames.has(name.toLowerCase());
};
let settingNames: ReadonlySet<string> | undefined;

/** What 14 to 17 had and 18 has not, and what SET takes though pg_settings does not list it. */
const otherSettings = (
  "backslash_quote db_user_namespace force_parallel_mode lc_collate lc_ctype old_snapshot_threshold " +
  "promote_trigger_file stats_temp_directory trace_recovery_messages vacuum_cleanup_index_scale_factor " +
  "vacuum_defer_cleanup_age role session_authorization seed is_superuser operator_precedence_warning " +
  "wal_keep_segments bonjour bonjour_name jit ssl_ca_file krb_server_keyfile ssl_ecdh_curve " +
  "transaction_timeout password_encryption default_with_oids ssl_renegotiation_limit plpgsql.check_asserts"
).split(" ");

const lists: Partial<Record<PlainClass, string>> = {
  schema: "pg_catalog information_schema pg_toast public",
  role: roles,
  extension: "plpgsql",
  language: languages,
  collation: collations,
  conversion: conversions,
  "access method": accessMethods,
  "operator class": operatorClasses,
  "operator family": operatorFamilies,
  "text search configuration": textSearchConfigurations,
  "text search dictionary": textSearchDictionaries,
  "text search parser": textSearchParsers,
  "text search template": textSearchTemplates,
  tablespace: tablespaces,
  database: "postgres template0 template1",
};
const read = new Map<PlainClass, ReadonlySet<string>>();
