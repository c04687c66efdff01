/** One line for each object of the database that PostgreSQL did not bring, without OIDs, in a fixed order. */
export const snapshotQuery = `
with own as (
  select oid, nspname from pg_namespace
  where nspname not in ('pg_catalog', 'information_schema') and nspname !~ '^pg_(toast|temp)'
), what as (
  select 'schema ' || nspname as what from own
  union all
  select format('relation %s.%s %s %s rls=%s %s %s', n.nspname, c.relname, c.relkind, c.relpersistence,
    c.relrowsecurity, coalesce(pg_get_expr(c.relpartbound, c.oid), ''), coalesce(c.relacl::text, ''))
  from pg_class c join own n on n.oid = c.relnamespace where c.relkind <> 'i' and c.relkind <> 'I'
  union all
  select format('view %s.%s %s', n.nspname, c.relname, pg_get_viewdef(c.oid))
  from pg_class c join own n on n.oid = c.relnamespace where c.relkind in ('v', 'm')
  union all
  select format('column %s.%s %s %s notnull=%s identity=%s generated=%s default=%s', c.oid::regclass,
    row_number() over (partition by c.oid order by a.attnum), a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
    pg_get_expr(d.adbin, d.adrelid))
  from pg_attribute a join pg_class c on c.oid = a.attrelid join own n on n.oid = c.relnamespace
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attnum > 0 and not a.attisdropped and c.relkind not in ('i', 'I', 'S')
  union all
  select format('constraint %s on %s %s %s %s', k.conname, k.conrelid::regclass, k.contypid::regtype,
    pg_get_constraintdef(k.oid), k.convalidated)
  from pg_constraint k join own n on n.oid = k.connamespace
  union all
  select format('index %s valid=%s', pg_get_indexdef(i.indexrelid), i.indisvalid)
  from pg_index i join pg_class c on c.oid = i.indexrelid join own n on n.oid = c.relnamespace
  union all
  select format('inherits %s %s', inhrelid::regclass, inhparent::regclass) from pg_inherits
  union all
  select format('routine %s %s %s', p.oid::regprocedure, p.prokind, p.prosrc) from pg_proc p
  join own n on n.oid = p.pronamespace
  union all
  select format('trigger %s', pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal
  union all
  select format('policy %s on %s %s %s', polname, polrelid::regclass, pg_get_expr(polqual, polrelid),
    pg_get_expr(polwithcheck, polrelid)) from pg_policy
  union all
  select format('rule %s', pg_get_ruledef(r.oid)) from pg_rewrite r
  join pg_class c on c.oid = r.ev_class join own n on n.oid = c.relnamespace
  union all
  select format('type %s %s', t.oid::regtype, t.typtype) from pg_type t join own n on n.oid = t.typnamespace
  union all
  select format('enum %s %s %s', e.enumtypid::regtype,
    row_number() over (partition by e.enumtypid order by e.enumsortorder), e.enumlabel) from pg_enum e
  union all
  select format('role %s %s', rolname, rolcanlogin) from pg_roles where rolname !~ '^pg_'
  union all select format('extension %s', extname) from pg_extension
  union all select format('publication %s %s', pubname, puballtables) from pg_publication
  union all select format('member %s %s', p.pubname, r.prrelid::regclass)
    from pg_publication_rel r join pg_publication p on p.oid = r.prpubid
  union all select format('event trigger %s', evtname) from pg_event_trigger
  union all select format('wrapper %s', fdwname) from pg_foreign_data_wrapper
  union all select format('server %s', srvname) from pg_foreign_server
  union all select format('mapping %s %s', srvname, usename) from pg_user_mappings
  union all select format('cast %s %s', castsource::regtype, casttarget::regtype) from pg_cast where oid > 16383
  union all select format('operator %s', oid::regoperator) from pg_operator where oid > 16383
  union all select format('operator family %s', opfname) from pg_opfamily where oid > 16383
  union all select format('text search %s', cfgname) from pg_ts_config where oid > 16383
  union all select format('dictionary %s', dictname) from pg_ts_dict where oid > 16383
  union all select format('collation %s', collname) from pg_collation where oid > 16383
  union all select format('statistics %s', stxname) from pg_statistic_ext
  union all select format('comment %s %s', pg_describe_object(classoid, objoid, objsubid), description)
    from pg_description where objoid > 16383
)
select what from what order by what`;
