import { literal } from "../../sql/names.ts";
import { made, textOf } from "../host-string.ts";
import type { Answer, Answerer, Called } from "./answer.ts";
import { qualified } from "./emit.ts";
import type { Value } from "./value.ts";

/** What the calls of each tool's migrations mean to PostgreSQL; tools by the ids of their runners. */
export const answerers: Readonly<Record<string, Answerer>> = {
  typeorm: (call) => typeorm(call),
  knex: (call) => knex(call),
  kysely: (call) => kysely(call),
  "mikro-orm": (call) => mikroOrm(call),
  "node-pg-migrate": (call) => nodePgMigrate(call),
  umzug: (call) => sequelize(call),
};

const nothing: Answer = undefined;
const everything: Answer = { kind: "forgets", table: undefined };

const methodOf = ({ path }: Called): string => path.slice(path.lastIndexOf(".") + 1);

/** A statement that is handed over as a text. Values that are bound to it are not read. */
function sent(statement: Value | undefined, bound: Value | undefined): Answer {
  const text =
    statement?.kind === "string"
      ? statement.string
      : statement?.kind === "tagged"
        ? statement.string
        : undefined;
  const isBound = bound !== undefined && !isEmpty(bound);
  if (text && !isBound) return { kind: "sends", sql: text };
  const begins = text
    ? textOf(text)
    : statement?.kind === "unknown" || statement?.kind === "tagged"
      ? statement.begins
      : undefined;
  return begins !== undefined && isData(begins) ? nothing : everything;
}

const isEmpty = (value: Value): boolean =>
  (value.kind === "list" && value.items.length === 0) ||
  (value.kind === "object" && value.whole && value.entries.size === 0);

/** Rows, and what leaves the schema as it is. */
const isData = (text: string): boolean =>
  /^\s*(?:INSERT|UPDATE|DELETE|SELECT|WITH|COMMENT|SET|SHOW|GRANT|REVOKE|ANALYZE|VACUUM|NOTIFY|LOCK)\b/i.test(
    text,
  );

/** A change of a table by the tool's own words. */
function changes(table: Value | undefined): Answer {
  const name = nameOf(table);
  return { kind: "forgets", table: name };
}

/** A name, or what has one: `new Table({ name })`, `{ schema, name }`. */
function nameOf(value: Value | undefined): string | undefined {
  if (value?.kind === "string") return textOf(value.string);
  if (value?.kind !== "object") return undefined;
  const name = value.entries.get("name") ?? value.entries.get("tableName");
  const schema = value.entries.get("schema");
  if (name?.kind !== "string" || (schema && schema.kind !== "string")) return undefined;
  return schema ? `${textOf(schema.string)}.${textOf(name.string)}` : textOf(name.string);
}

function hasTable({ args, at }: Called): Answer {
  const name = nameOf(args[0]);
  return name === undefined
    ? nothing
    : { kind: "condition", sql: made(`to_regclass(${literal(qualified(name))}) IS NOT NULL`, at) };
}

function hasColumn({ args, at }: Called): Answer {
  const [table, column] = args.map(nameOf);
  if (table === undefined || column === undefined) return nothing;
  const sql = `EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass(${literal(qualified(table))}) AND attname = ${literal(column)} AND NOT attisdropped)`;
  return { kind: "condition", sql: made(sql, at) };
}

/** typeorm 1.1: src/query-runner/QueryRunner.ts. */
function typeorm(call: Called): Answer {
  const method = methodOf(call);
  const [first, second] = call.args;
  if (method === "query") return sent(first, second);
  if (method === "commitTransaction") return transaction("COMMIT", call);
  if (method === "startTransaction") return transaction("BEGIN", call);
  if (/^runner\.(?:manager|connection|data)/.test(call.path)) return nothing;
  if (method === "hasTable") return hasTable(call);
  if (method === "hasColumn") return hasColumn(call);
  if (
    /(?:Table|Columns?|PrimaryKeys?|UniqueConstraints?|CheckConstraints?|ExclusionConstraints?|ForeignKeys?|Index|Indices)$/.test(
      method,
    )
  )
    return /^(?:get|find|has)/.test(method) ? nothing : changes(first);
  if (/^(?:create|drop|clear|enable|execute)/.test(method)) return everything;
  return nothing;
}

const transaction = (sql: string, { at }: Called): Answer => ({
  kind: "sends",
  sql: made(sql, at),
});

/** knex 3: lib/schema/builder.js; `raw` is sent where it is waited for. */
function knex(call: Called): Answer {
  const method = methodOf(call);
  const [first, second] = call.args;
  const callback = call.args.find((one) => one.kind === "function");
  if (method === "transaction" && callback)
    return { kind: "runs", function_: callback, args: [{ kind: "handle", path: "knex" }] };
  if (method === "raw" && /^knex(?:\.schema)?\.raw$/.test(call.path)) return sent(first, second);
  if (!call.path.startsWith("knex.schema.")) return nothing;
  if (method === "hasTable") return hasTable(call);
  if (method === "hasColumn") return hasColumn(call);
  if (
    /^(?:createTable|createTableIfNotExists|createTableLike|dropTable|dropTableIfExists|alterTable|table|renameTable)$/.test(
      method,
    )
  )
    return changes(first);
  return /^(?:then|catch|finally|withSchema|debug|generateDdlCommands|on|toString|toSQL)$/.test(
    method,
  )
    ? nothing
    : everything;
}

/** kysely: src/raw-builder/sql.ts, src/schema/schema.ts. */
function kysely(call: Called): Answer {
  const method = methodOf(call);
  const [first] = call.args;
  const callback = call.args.find((one) => one.kind === "function");
  if (call.path === "sql.execute") return sent(first, undefined);
  if (method === "executeQuery") return sent(first, undefined);
  if (method === "execute" && callback && !call.path.startsWith("db.schema"))
    return { kind: "runs", function_: callback, args: [{ kind: "handle", path: "db" }] };
  if (!call.path.startsWith("db.schema.")) return nothing;
  if (/^(?:createTable|dropTable|alterTable)$/.test(method)) return changes(first);
  return /^(?:create|drop|alter|refresh)/.test(method) && !/Column$|Constraint$/.test(method)
    ? everything
    : nothing;
}

/** @mikro-orm/migrations: src/Migration.ts. */
function mikroOrm(call: Called): Answer {
  if (call.path === "this.addSql" || call.path === "this.execute")
    return sent(call.args[0], call.args[1]?.kind === "list" ? call.args[1] : undefined);
  return /^this\.(?:getEntityManager|getKnex|getKysely|ctx|driver|config|getQueries|reset|isTransactional)\b/.test(
    call.path,
  )
    ? nothing
    : everything;
}

/** node-pg-migrate 9: src/migrationBuilder.ts. */
function nodePgMigrate(call: Called): Answer {
  const method = methodOf(call);
  const [first, second] = call.args;
  if (call.path === "pgm.sql") return sent(first, second);
  if (call.path === "pgm.noTransaction") return { kind: "outside" };
  if (call.path.startsWith("pgm.db.")) return sent(first, second);
  if (/^(?:func|toString|shorthand)$/.test(method)) return nothing;
  if (/(?:Table|Columns?|Constraint|Index|Trigger|Policy|RowLevelSecurity)$/.test(method))
    return method === "renameConstraint" || !/^alterTrigger/.test(method)
      ? changes(first)
      : everything;
  return everything;
}

/** sequelize 6: src/dialects/abstract/query-interface.js. */
function sequelize(call: Called): Answer {
  const method = methodOf(call);
  const [first, second] = call.args;
  const callback = call.args.find((one) => one.kind === "function");
  if (method === "transaction")
    return callback ? { kind: "runs", function_: callback, args: [{ kind: "unknown" }] } : nothing;
  if (method === "query") return sent(first, isBound(second) ? second : undefined);
  if (/^interface\.sequelize\b/.test(call.path)) return nothing;
  if (
    /^(?:createTable|dropTable|renameTable|addColumn|removeColumn|changeColumn|renameColumn|addIndex|removeIndex|addConstraint|removeConstraint)$/.test(
      method,
    )
  )
    return changes(first);
  return /^(?:bulk|describe|show|select|insert|update|delete|upsert|increment|raw|quote|escape|get)/.test(
    method,
  )
    ? nothing
    : everything;
}

const isBound = (options: Value | undefined): boolean =>
  options?.kind === "object" &&
  (options.entries.has("replacements") || options.entries.has("bind"));
