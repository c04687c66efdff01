/**
 * Writes what PostgreSQL itself brings (server/src/catalog/builtin/generated), asked of PostgreSQL 18 (PGlite).
 * `--check`: writes nothing, fails when a file is stale.
 * `--server CONNINFO`: asks that server (through psql; a scratch database, as extensions are created and dropped)
 * about the well-known extensions that PGlite has not, and writes other-extensions.ts only.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { clearing, preparing, storageParameters } from "./storage-parameters.mts";

const target = join(
  dirname(fileURLToPath(import.meta.url)),
  "../server/src/catalog/builtin/generated",
);
const check = process.argv.includes("--check");

/** PGlite's contrib modules by the name that CREATE EXTENSION wants, and the export that loads each. */
async function contrib(): Promise<Record<string, never>> {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve("@electric-sql/pglite")),
    "contrib",
  );
  const found: Record<string, never> = {};
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".js"))
    .sort()) {
    const name = file.slice(0, -".js".length);
    const module = (await import(pathToFileURL(join(folder, file)).href)) as Record<string, never>;
    const extension = module[name];
    if (extension) found[name] = extension;
  }
  return found;
}

const server = process.argv[process.argv.indexOf("--server") + 1];
const asksServer = process.argv.includes("--server");
const db = asksServer ? undefined : await PGlite.create({ extensions: await contrib() });

/** The rows of a query with one column. */
async function ask(sql: string): Promise<string[]> {
  if (db) return (await db.query<{ line: string }>(sql)).rows.map((row) => row.line);
  const out = execFileSync("psql", ["-XAtqd", server ?? "", "-c", sql], {
    encoding: "utf8",
    env: { ...process.env, PGOPTIONS: "-c client_min_messages=error" },
  });
  return out === "" ? [] : out.replace(/\n$/, "").split("\n");
}
const lines = async (sql: string): Promise<string[]> => (await ask(sql)).sort();
const text = async (sql: string): Promise<string> => (await lines(sql)).join("\n");
const list = async (sql: string): Promise<string> => (await lines(sql)).join(" ");

/** Types as pg_type calls them, `_int4` for int4[]. */
const typesOf = (array: string): string => `coalesce((
  select string_agg(t.typname, ',' order by o.position)
  from unnest(${array}::oid[]) with ordinality as o(type, position) join pg_type t on t.oid = o.type), '')`;

/** `name kind volatility s?(arguments)result +defaults *variadic`, without blanks but after the name. */
const functionsOf = (condition: string): string => `
  select proname || ' ' || string_agg(
    prokind::text || provolatile::text || case when proretset then 's' else '' end
      || '(' || ${typesOf("proargtypes")} || ')' || r.typname
      || case when pronargdefaults > 0 then '+' || pronargdefaults else '' end
      || case when provariadic <> 0 then '*' else '' end,
    ' ' order by pronargs, proargtypes::text collate "C") as line
  from pg_proc p join pg_type r on r.oid = p.prorettype
  where ${condition}
  group by proname`;

/** `name(left,right)result volatility` */
const operatorsOf = (condition: string): string => `
  select oprname || ' ' || string_agg(
    provolatile::text || '(' || coalesce(l.typname, '') || ',' || coalesce(r.typname, '') || ')' || s.typname,
    ' ' order by l.typname collate "C" nulls first, r.typname collate "C") as line
  from pg_operator o
    left join pg_type l on l.oid = o.oprleft
    left join pg_type r on r.oid = o.oprright
    join pg_type s on s.oid = o.oprresult
    join pg_proc p on p.oid = o.oprcode
  where ${condition}
  group by oprname`;

/** `source target context method volatility` */
const castsOf = (condition: string): string => `
  select s.typname || ' ' || t.typname || ' ' || castcontext::text || castmethod::text || coalesce(p.provolatile::text, 'i') as line
  from pg_cast c
    join pg_type s on s.oid = c.castsource
    join pg_type t on t.oid = c.casttarget
    left join pg_proc p on p.oid = c.castfunc
  where ${condition}`;

/** `name type category preferred input-volatility output-volatility element` */
const typesText = (condition: string): string => `
  select t.typname || ' ' || t.typtype::text || t.typcategory::text || case when t.typispreferred then '!' else '-' end
    || i.provolatile::text || o.provolatile::text || coalesce(' ' || e.typname, '') as line
  from pg_type t
    join pg_proc i on i.oid = t.typinput
    join pg_proc o on o.oid = t.typoutput
    left join pg_type e on e.oid = t.typelem
  where t.typrelid = 0 and t.typcategory <> 'A' and ${condition}`;

const inCatalog = (column: string): string => `${column} = 'pg_catalog'::regnamespace`;
const named = (table: string, column: string, where = "true"): string =>
  `select ${column} as line from ${table} where ${where}`;
const withMethod = (table: string, name: string, method: string, where: string): string =>
  `select a.amname || '.' || ${name} as line from ${table} join pg_am a on a.oid = ${method} where ${where} group by 1`;

const comment = "// Generated by scripts/generate-builtins.mts from PostgreSQL: do not edit.\n";
const literal = (value: string): string =>
  `\`${value.replace(/[\\`]|\$\{/g, (special) => `\\${special}`)}\``;
const constant = (name: string, value: string): string =>
  `export const ${name} = ${literal(value)};\n`;

/** What CREATE EXTENSION brings, as text for builtin/extensions.ts. */
async function extension(name: string): Promise<string> {
  if (name !== "plpgsql") await ask(`create extension "${name}" cascade`);
  const member = (of: string, oid: string): string =>
    `exists (select from pg_depend d join pg_extension x on x.oid = d.refobjid
      where d.refclassid = 'pg_extension'::regclass and d.deptype = 'e' and x.extname = '${name}'
        and d.classid = '${of}'::regclass and d.objid = ${oid})`;
  const facts: Record<string, string> = {
    ...(await control(name)),
    functions: await text(functionsOf(member("pg_proc", "p.oid"))),
    types: await text(typesText(member("pg_type", "t.oid"))),
    operators: await text(operatorsOf(member("pg_operator", "o.oid"))),
    casts: await text(castsOf(member("pg_cast", "c.oid"))),
    operatorClasses: await list(
      withMethod("pg_opclass o", "opcname", "opcmethod", member("pg_opclass", "o.oid")),
    ),
    operatorFamilies: await list(
      withMethod("pg_opfamily o", "opfname", "opfmethod", member("pg_opfamily", "o.oid")),
    ),
    relations: await list(`
      select c.relkind::text || ':' || c.relname || '(' || string_agg(attname || ' ' || y.typname, ',' order by attnum) || ')' as line
      from pg_class c join pg_attribute a on a.attrelid = c.oid and attnum > 0 join pg_type y on y.oid = a.atttypid
      where c.relkind in ('r', 'v', 'S', 'c') and ${member("pg_class", "c.oid")}
      group by c.relkind, c.relname`).then((found) => found.replaceAll("\n", " ")),
    languages: await list(named("pg_language l", "lanname", member("pg_language", "l.oid"))),
    accessMethods: await list(named("pg_am a", "amname", member("pg_am", "a.oid"))),
    foreignDataWrappers: await list(
      named("pg_foreign_data_wrapper f", "fdwname", member("pg_foreign_data_wrapper", "f.oid")),
    ),
    textSearchDictionaries: await list(
      named("pg_ts_dict t", "dictname", member("pg_ts_dict", "t.oid")),
    ),
    textSearchTemplates: await list(
      named("pg_ts_template t", "tmplname", member("pg_ts_template", "t.oid")),
    ),
  };
  const fields = Object.entries(facts).filter(([, value]) => value !== "");
  if (name !== "plpgsql") await ask(`drop extension "${name}" cascade`);
  return `  ${JSON.stringify(name)}: {\n${fields.map(([key, value]) => `    ${key}: ${literal(value)},\n`).join("")}  },\n`;
}

async function control(name: string): Promise<Record<string, string>> {
  const [version = "", schema = "", requires = ""] =
    (
      await ask(`
      select version || '|' || coalesce(schema, '') || '|' || coalesce(array_to_string(requires, ' '), '') as line
      from pg_available_extension_versions v where name = '${name}'
        and version = (select default_version from pg_available_extensions a where a.name = v.name)`)
    )[0]?.split("|") ?? [];
  return { version, schema, requires };
}

/** Extensions that many migrations ask for and PGlite has not. */
const others =
  "dblink hypopg intagg ip4r pg_partman pg_prewarm pgrowlocks pgstattuple postgis postgres_fdw semver sslinfo vector xml2";

const builtinFiles = async (): Promise<Record<string, string>> => ({
  "types.ts": constant("types", await text(typesText(inCatalog("t.typnamespace")))),
  "functions.ts": constant("functions", await text(functionsOf(inCatalog("pronamespace")))),
  "operators.ts": constant("operators", await text(operatorsOf(inCatalog("oprnamespace")))),
  "casts.ts": constant("casts", await text(castsOf("c.oid < 16384"))),
  "names.ts": [
    constant("roles", await list(named("pg_roles", "rolname"))),
    constant("collations", await list(`select distinct collname as line from pg_collation`)),
    constant("languages", await list(named("pg_language", "lanname"))),
    constant("accessMethods", await list(named("pg_am", "amname"))),
    constant(
      "operatorClasses",
      await list(withMethod("pg_opclass", "opcname", "opcmethod", "true")),
    ),
    constant(
      "operatorClassInputs",
      await list(
        `select a.amname || '.' || opcname || ':' || typname as line from pg_opclass
          join pg_am a on a.oid = opcmethod join pg_type t on t.oid = opcintype`,
      ),
    ),
    constant(
      "operatorFamilies",
      await list(withMethod("pg_opfamily", "opfname", "opfmethod", "true")),
    ),
    constant("conversions", await list(named("pg_conversion", "conname"))),
    constant("textSearchConfigurations", await list(named("pg_ts_config", "cfgname"))),
    constant("textSearchDictionaries", await list(named("pg_ts_dict", "dictname"))),
    constant("textSearchParsers", await list(named("pg_ts_parser", "prsname"))),
    constant("textSearchTemplates", await list(named("pg_ts_template", "tmplname"))),
    constant("tablespaces", await list(named("pg_tablespace", "spcname"))),
    constant("settings", await list(named("pg_settings", "lower(name)", "name not like '%.%'"))),
  ].join("\n"),
  "storage-parameters.ts": constant("storageParameters", await parameters()),
  "extensions.ts": await extensionsFile(
    "extensions",
    await lines("select name as line from pg_available_extensions"),
  ),
});

async function parameters(): Promise<string> {
  await ask(preparing);
  const found = await storageParameters(async (sql) => {
    try {
      await ask(sql);
      return undefined;
    } catch (error) {
      const { message, detail } = error as { readonly message: string; readonly detail?: string };
      return { message, detail };
    }
  });
  await ask(clearing);
  return found;
}

async function extensionsFile(constantName: string, names: readonly string[]): Promise<string> {
  const all: string[] = [];
  for (const name of names) all.push(await extension(name));
  return `export const ${constantName}: Readonly<Record<string, Readonly<Record<string, string>>>> = {\n${all.join("")}};\n`;
}

const files = asksServer
  ? { "other-extensions.ts": await extensionsFile("otherExtensions", others.split(" ")) }
  : await builtinFiles();
await db?.close();

mkdirSync(target, { recursive: true });
const stale = Object.entries(files).filter(([name, body]) => {
  const path = join(target, name);
  const wanted = comment + body;
  let now = "";
  try {
    now = readFileSync(path, "utf8");
  } catch {
    // not there yet
  }
  if (now === wanted) return false;
  if (!check) writeFileSync(path, wanted);
  return true;
});
for (const [name] of stale) console.log(check ? `stale: ${name}` : `wrote ${name}`);
if (check && stale.length > 0) process.exitCode = 1;
