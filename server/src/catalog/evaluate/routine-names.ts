import type { Map as PersistentMap } from "immutable";
import type { NameRef } from "../../effects/type-ref.ts";
import { isBuiltinFunction } from "../../effects/expressions/builtin-functions.ts";
import type { Catalog, Routine } from "../catalog.ts";
import { isSystemSchema } from "../relations/system.ts";

export type FoundRoutines =
  | "builtin"
  | "absent"
  | "unknown"
  | { readonly known: readonly Routine[]; readonly schema: string };

/** The routines that a call by this name may mean, along the search path. */
export function findRoutines(catalog: Catalog, name: NameRef): FoundRoutines {
  if (isBuiltinFunction(name)) return "builtin";
  if (name.schema !== undefined && isSystemSchema(name.schema)) return "unknown";
  const byName = routinesByName(catalog.routines.known);
  const schemas = name.schema === undefined ? ["pg_temp", ...catalog.session.searchPath] : [name.schema];
  for (const schema of schemas) {
    const known = byName.get(`${schema}.${name.name}`);
    if (known) return { known, schema };
  }
  if (!catalog.routines.complete) return wasDropped(catalog, schemas, name.name) ? "absent" : "unknown";
  return broughtByExtension(catalog, name.name) ? "unknown" : "absent";
}

/** A drop in view took the last one of the name with it, as far as anybody can see. */
const wasDropped = (catalog: Catalog, schemas: readonly string[], name: string): boolean =>
  schemas.some((schema) => goneNames(catalog.routines.gone).has(`${schema}.${name}`));

const gone = new WeakMap<object, ReadonlySet<string>>();

function goneNames(keys: Catalog["routines"]["gone"]): ReadonlySet<string> {
  const found = gone.get(keys);
  if (found) return found;
  const names = new Set(keys.toArray().map((key) => key.slice(0, key.indexOf("("))));
  gone.set(keys, names);
  return names;
}

const named = new WeakMap<object, ReadonlyMap<string, readonly Routine[]>>();

/** By `schema.name`. */
export function routinesByName(
  routines: PersistentMap<string, Routine>,
): ReadonlyMap<string, readonly Routine[]> {
  const found = named.get(routines);
  if (found) return found;
  const names = new Map<string, Routine[]>();
  for (const routine of routines.values()) {
    const key = `${routine.schema}.${routine.name}`;
    const list = names.get(key);
    if (list) list.push(routine);
    else names.set(key, [routine]);
  }
  named.set(routines, names);
  return names;
}

/** Whether an extension that is there may have brought a function of this name; what is in none of the lists may. */
export function broughtByExtension(catalog: Catalog, name: string): boolean {
  for (const extension of catalog.plain.get("extension")?.known.values() ?? []) {
    const brought = extensionFunctions.get(extension.name);
    if (extension.name !== "plpgsql" && (!brought || brought.has(name))) return true;
  }
  return false;
}

const list = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** pg_depend of the extensions that PostgreSQL 15 ships: functions that SQL calls by name. */
const extensionFunctions: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["btree_gin", list("")],
  [
    "btree_gist",
    list(
      "cash_dist date_dist float4_dist float8_dist int2_dist int4_dist int8_dist interval_dist oid_dist " +
        "time_dist ts_dist tstz_dist",
    ),
  ],
  [
    "citext",
    list(
      "citext citext_cmp citext_eq citext_ge citext_gt citext_hash citext_hash_extended citext_larger citext_le " +
        "citext_lt citext_ne citext_pattern_cmp citext_pattern_ge citext_pattern_gt citext_pattern_le " +
        "citext_pattern_lt citext_smaller citextsend max min regexp_match regexp_matches regexp_replace " +
        "regexp_split_to_array regexp_split_to_table replace split_part strpos texticlike texticnlike " +
        "texticregexeq texticregexne translate",
    ),
  ],
  [
    "dblink",
    list(
      "dblink dblink_build_sql_delete dblink_build_sql_insert dblink_build_sql_update dblink_cancel_query " +
        "dblink_close dblink_connect dblink_connect_u dblink_current_query dblink_disconnect dblink_error_message " +
        "dblink_exec dblink_fdw_validator dblink_fetch dblink_get_connections dblink_get_notify dblink_get_pkey " +
        "dblink_get_result dblink_is_busy dblink_open dblink_send_query",
    ),
  ],
  ["fuzzystrmatch", list("difference dmetaphone dmetaphone_alt levenshtein levenshtein_less_equal metaphone soundex text_soundex")],
  [
    "hstore",
    list(
      "akeys avals defined delete each exist exists_all exists_any fetchval hs_concat hs_contained hs_contains " +
        "hstore hstore_cmp hstore_eq hstore_ge hstore_gt hstore_hash hstore_hash_extended hstore_le hstore_lt " +
        "hstore_ne hstore_send hstore_to_array hstore_to_json hstore_to_json_loose hstore_to_jsonb " +
        "hstore_to_jsonb_loose hstore_to_matrix hstore_version_diag isdefined isexists populate_record skeys " +
        "slice slice_array svals tconvert",
    ),
  ],
  [
    "intarray",
    list(
      "_int_contained _int_contains _int_different _int_inter _int_overlap _int_same _int_union boolop icount " +
        "idx intarray_del_elem intarray_push_array intarray_push_elem intset intset_subtract intset_union_elem " +
        "querytree rboolop sort sort_asc sort_desc subarray uniq",
    ),
  ],
  ["lo", list("lo_manage lo_oid")],
  [
    "ltree",
    list(
      "_lt_q_regex _lt_q_rregex _ltq_extract_regex _ltq_regex _ltq_rregex _ltree_extract_isparent " +
        "_ltree_extract_risparent _ltree_isparent _ltree_r_isparent _ltree_r_risparent _ltree_risparent " +
        "_ltxtq_exec _ltxtq_extract_exec _ltxtq_rexec index lca lquery_send lt_q_regex lt_q_rregex ltq_regex " +
        "ltq_rregex ltree2text ltree_addltree ltree_addtext ltree_cmp ltree_eq ltree_ge ltree_gt ltree_isparent " +
        "ltree_le ltree_lt ltree_ne ltree_risparent ltree_send ltree_textadd ltxtq_exec ltxtq_rexec ltxtq_send " +
        "nlevel subltree subpath text2ltree",
    ),
  ],
  ["moddatetime", list("moddatetime")],
  ["pg_stat_statements", list("pg_stat_statements pg_stat_statements_info pg_stat_statements_reset")],
  [
    "pg_trgm",
    list(
      "set_limit show_limit show_trgm similarity similarity_dist similarity_op strict_word_similarity " +
        "strict_word_similarity_commutator_op strict_word_similarity_dist_commutator_op " +
        "strict_word_similarity_dist_op strict_word_similarity_op word_similarity word_similarity_commutator_op " +
        "word_similarity_dist_commutator_op word_similarity_dist_op word_similarity_op",
    ),
  ],
  [
    "pgcrypto",
    list(
      "armor crypt dearmor decrypt decrypt_iv digest encrypt encrypt_iv gen_random_bytes gen_random_uuid " +
        "gen_salt hmac pgp_armor_headers pgp_key_id pgp_pub_decrypt pgp_pub_decrypt_bytea pgp_pub_encrypt " +
        "pgp_pub_encrypt_bytea pgp_sym_decrypt pgp_sym_decrypt_bytea pgp_sym_encrypt pgp_sym_encrypt_bytea",
    ),
  ],
  ["tablefunc", list("connectby crosstab crosstab2 crosstab3 crosstab4 normal_rand")],
  ["tcn", list("triggered_change_notification")],
  ["unaccent", list("unaccent")],
  [
    "uuid-ossp",
    list(
      "uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 uuid_nil " +
        "uuid_ns_dns uuid_ns_oid uuid_ns_url uuid_ns_x500",
    ),
  ],
]);
