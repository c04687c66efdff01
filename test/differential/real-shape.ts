import type { Properties } from "./shape.ts";

export type ShapeRows = readonly (readonly [string, Properties])[];

/** One row of JSON: [["relation public.t", {"kind": "table", …}], …]. */
export const shapeQuery = `
with own as (
  select oid, nspname from pg_namespace
  where nspname not in ('pg_catalog', 'information_schema') and nspname !~ '^pg_(toast|temp)'
), rel as (
  select c.*, n.nspname || '.' || c.relname as key from pg_class c join own n on n.oid = c.relnamespace
), col as (
  select a.attrelid, a.attnum, a.attname from rel join pg_attribute a on a.attrelid = rel.oid where a.attnum > 0 and not a.attisdropped
), what(key, value) as (
  select 'schema ' || nspname, '{}'::jsonb from own
  union all
  select 'relation ' || key, jsonb_build_object(
    'kind', case relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
      when 'm' then 'materialized view' when 'S' then 'sequence' when 'c' then 'composite type' else 'index' end)
    || case when relkind in ('r', 'p') then jsonb_build_object(
      'persistence', case relpersistence when 'u' then 'unlogged' else 'permanent' end,
      'row security', relrowsecurity::text, 'force row security', relforcerowsecurity::text,
      'parents', (select coalesce(string_agg(p.key, ',' order by p.key), '')
        from pg_inherits i join rel p on p.oid = i.inhparent where i.inhrelid = rel.oid),
      'bound', coalesce(pg_get_expr(relpartbound, oid) <> '', false)::text) else '{}' end
    || case when relkind in ('r', 'p', 'v', 'm', 'c') then jsonb_build_object(
      'columns', (select coalesce(string_agg(attname, ',' order by attnum), '') from col where attrelid = rel.oid)) else '{}' end
    || case when relkind in ('i', 'I') then (select jsonb_build_object(
      'table', (select t.key from rel t where t.oid = i.indrelid), 'unique', indisunique::text, 'partial', (indpred is not null)::text,
      'columns', (select string_agg(coalesce(attname, '*'), ',' order by k.n)
        from unnest(indkey::int2[]) with ordinality k(num, n) left join col on attrelid = indrelid and attnum = num
        where k.n <= indnkeyatts))
      from pg_index i where i.indexrelid = rel.oid) else '{}' end
    || case when relkind = 'S' then jsonb_build_object('owned by', coalesce(
      (select t.key || '.' || attname from pg_depend d join rel t on t.oid = d.refobjid join col on attrelid = t.oid and attnum = refobjsubid
       where d.objid = rel.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i') and d.refobjsubid > 0), '')) else '{}' end
  from rel
  union all
  select format('column %s.%s', rel.key, attname), jsonb_build_object(
    'type', (select coalesce(en.nspname || '.' || e.typname || '[]', n.nspname || '.' || t.typname) from pg_type t
      join pg_namespace n on n.oid = t.typnamespace left join pg_type e on e.typarray = t.oid left join pg_namespace en on en.oid = e.typnamespace where t.oid = atttypid),
    'not null', attnotnull::text, 'default', (atthasdef and attgenerated = '')::text,
    'identity', case attidentity when 'a' then 'always' when 'd' then 'by default' else '' end,
    'generated', case attgenerated when 's' then 'stored' when 'v' then 'virtual' else '' end)
  from pg_attribute a join rel on rel.oid = attrelid
  where attnum > 0 and not attisdropped and relkind in ('r', 'p')
  union all
  select format('constraint %s.%s', rel.key, conname), jsonb_build_object(
    'type', case contype when 'c' then 'check' when 'u' then 'unique' when 'p' then 'primary key' when 'f' then 'foreign key'
      when 'x' then 'exclude' else contype::text end,
    'columns', (select coalesce(string_agg(attname, ',' order by attname), '') from col where col.attrelid = k.conrelid and attnum = any (conkey)),
    'references', case when contype = 'f' then (select f.key from rel f where f.oid = confrelid) else '' end,
    'validated', convalidated::text)
  from pg_constraint k join rel on rel.oid = conrelid where contype <> 'n' and contype <> 't'
  union all
  select format('trigger %s.%s', rel.key, tgname), jsonb_build_object('enabled', tgenabled::text)
  from pg_trigger t join rel on rel.oid = tgrelid where not tgisinternal
  union all
  select format('policy %s.%s', rel.key, polname), '{}' from pg_policy join rel on rel.oid = polrelid
  union all
  select format('type %s.%s', nspname, typname), case typtype
    when 'e' then jsonb_build_object('kind', 'enum', 'values',
      (select coalesce(string_agg(enumlabel, ',' order by enumsortorder), '') from pg_enum where enumtypid = t.oid))
    else jsonb_build_object('kind', 'domain', 'not null', typnotnull::text, 'constraints',
      (select coalesce(string_agg(conname, ',' order by conname), '') from pg_constraint where contypid = t.oid and contype <> 'n')) end
  from pg_type t join own on own.oid = typnamespace where typtype in ('e', 'd')
  union all
  select format('routine %s.%s(%s)', nspname, proname, (select coalesce(string_agg(format('%s.%s', n.nspname, t.typname), ',' order by i), '')
    from unnest(proargtypes::oid[]) with ordinality a(typ, i) join pg_type t on t.oid = typ join pg_namespace n on n.oid = t.typnamespace)),
    jsonb_build_object('kind', case prokind when 'p' then 'procedure' else 'function' end)
  from pg_proc join own on own.oid = pronamespace
  union all
  select 'role ' || rolname, '{}' from pg_roles where oid > 16383
  union all
  select 'rows ' || key, jsonb_build_object('count',
    (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from only %I.%I', relnamespace::regnamespace, relname), true, true, '')))[1]::text)
  from rel where relkind = 'r'
)
select coalesce(jsonb_agg(jsonb_build_array(key, value)), '[]') as shape from what`;
