import type { Effect } from "../../effects/effect.ts";
import type { Report, Scene } from "../rule.ts";

/** What a statement needs of this kind; the statement's own words for what is done. */
export function* needed(
  { effects, surface }: Scene,
  privilege: Privilege,
  says: (what: string) => Pick<Report, "message" | "detail">,
): Iterable<Report> {
  const effect = effects.find((one) => privilegeFor(one) === privilege);
  if (!effect) return;
  yield { ...says(doing(effect)), at: { start: 0, end: surface.tokens[0]?.span.end ?? 0 } };
}

const doing = (effect: Effect): string => {
  switch (effect.kind) {
    case "create-extension":
      return `install extension "${effect.name}"`;
    case "create-role":
      return privilegeFor(effect) === "superuser"
        ? "create a role with SUPERUSER, REPLICATION or BYPASSRLS"
        : "create a role";
    case "create-routine":
      return `create a function in language ${effect.language}`;
    case "create-publication":
      return "publish all tables, or all of a schema";
    case "copy":
      return `COPY ${effect.direction === "from" ? "from" : "to"} a ${effect.place} of the server`;
    case "alter-setting":
      return "change settings of the server";
    case "create-plain":
      return `create ${/^[aeiou]/.test(effect.object.class) ? "an" : "a"} ${effect.object.class}`;
    default:
      return "run it";
  }
};

/** What a role must be allowed before PostgreSQL runs a statement: to be a superuser, or one attribute of a role. */
type Privilege = "superuser" | "CREATEROLE" | "CREATEDB";

/** As PostgreSQL 15 asks of a role that owns its database and nothing else (42501 for others). */
function privilegeFor(effect: Effect): Privilege | undefined {
  switch (effect.kind) {
    case "create-extension":
      return untrusted.has(effect.name) ? "superuser" : undefined;
    case "create-role":
      return effect.attributes.some((one) => superuserAttributes.has(one))
        ? "superuser"
        : "CREATEROLE";
    case "create-routine":
      return effect.language === "c" ||
        (effect.language === "internal" && effect.class !== "aggregate")
        ? "superuser"
        : undefined;
    case "create-publication":
      return effect.allTables || effect.members.some((one) => one.kind === "schema")
        ? "superuser"
        : undefined;
    case "copy":
      return effect.place === "stdin" ? undefined : "superuser";
    case "alter-setting":
      return effect.system ? "superuser" : undefined;
    case "create-plain":
      return ofObject[effect.object.class];
    default:
      return undefined;
  }
}

const ofObject: Readonly<Record<string, Privilege>> = {
  "event trigger": "superuser",
  "foreign-data wrapper": "superuser",
  "access method": "superuser",
  "operator class": "superuser",
  "operator family": "superuser",
  "text search parser": "superuser",
  "text search template": "superuser",
  tablespace: "superuser",
  database: "CREATEDB",
};

/** CREATE ROLE … SUPERUSER, REPLICATION, BYPASSRLS (user.c, before version 16). */
const superuserAttributes: ReadonlySet<string> = new Set([
  "superuser",
  "isreplication",
  "bypassrls",
]);

/** Extensions of PostgreSQL's own whose control file does not say `trusted = true` (version 15). */
const untrusted: ReadonlySet<string> = new Set(
  (
    "adminpack amcheck autoinc bloom dblink dict_xsyn earthdistance file_fdw insert_username intagg " +
    "moddatetime old_snapshot pageinspect pg_buffercache pg_freespacemap pg_prewarm pg_stat_statements " +
    "pg_surgery pg_visibility pg_walinspect pgrowlocks pgstattuple postgres_fdw refint sslinfo xml2"
  ).split(" "),
);
