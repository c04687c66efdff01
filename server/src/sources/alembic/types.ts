import { textOf } from "../host-string.ts";
import type { Call, Value } from "../python/value.ts";

/** A SQLAlchemy type as PostgreSQL's; `enumeration` where using it makes a type. */
export interface ColumnType {
  readonly sql: string;
  /** An integer that a single-column primary key turns into a serial. */
  readonly serial?: string;
  readonly enumeration?: Enumeration;
  /** The project's own type: what it becomes is a guess. */
  readonly guessed?: true;
}

export interface Enumeration {
  readonly name: string;
  readonly values: readonly string[];
  /** create_table makes the type. */
  readonly created: boolean;
}

/** https://docs.sqlalchemy.org/en/20/core/type_basics.html, as the PostgreSQL dialect compiles them. */
export function columnType(value: Value | undefined): ColumnType | undefined {
  if (value?.kind !== "call" && value?.kind !== "name") return undefined;
  const name = value.path.slice(value.path.lastIndexOf(".") + 1);
  const call = value.kind === "call" ? value : undefined;
  const fixed = plain[name];
  if (fixed) return fixed;
  return named[name]?.(call) ?? variant(name, call) ?? guess(value.path, name);
}

const plain: Readonly<Record<string, ColumnType>> = {
  Integer: { sql: "INTEGER", serial: "SERIAL" },
  INTEGER: { sql: "INTEGER", serial: "SERIAL" },
  INT: { sql: "INTEGER", serial: "SERIAL" },
  BigInteger: { sql: "BIGINT", serial: "BIGSERIAL" },
  BIGINT: { sql: "BIGINT", serial: "BIGSERIAL" },
  SmallInteger: { sql: "SMALLINT", serial: "SMALLSERIAL" },
  SMALLINT: { sql: "SMALLINT", serial: "SMALLSERIAL" },
  Text: { sql: "TEXT" },
  TEXT: { sql: "TEXT" },
  UnicodeText: { sql: "TEXT" },
  CLOB: { sql: "TEXT" },
  Boolean: { sql: "BOOLEAN" },
  BOOLEAN: { sql: "BOOLEAN" },
  Date: { sql: "DATE" },
  DATE: { sql: "DATE" },
  REAL: { sql: "REAL" },
  Double: { sql: "DOUBLE PRECISION" },
  DOUBLE: { sql: "DOUBLE PRECISION" },
  DOUBLE_PRECISION: { sql: "DOUBLE PRECISION" },
  LargeBinary: { sql: "BYTEA" },
  BYTEA: { sql: "BYTEA" },
  BLOB: { sql: "BYTEA" },
  PickleType: { sql: "BYTEA" },
  JSON: { sql: "JSON" },
  JSONB: { sql: "JSONB" },
  Uuid: { sql: "UUID" },
  UUID: { sql: "UUID" },
  INET: { sql: "INET" },
  CIDR: { sql: "CIDR" },
  MACADDR: { sql: "MACADDR" },
  MONEY: { sql: "MONEY" },
  TSVECTOR: { sql: "TSVECTOR" },
  TSQUERY: { sql: "TSQUERY" },
  INTERVAL: { sql: "INTERVAL" },
  Interval: { sql: "INTERVAL" },
  HSTORE: { sql: "HSTORE" },
  CITEXT: { sql: "CITEXT" },
  OID: { sql: "OID" },
  REGCLASS: { sql: "REGCLASS" },
  INT4RANGE: { sql: "INT4RANGE" },
  INT8RANGE: { sql: "INT8RANGE" },
  NUMRANGE: { sql: "NUMRANGE" },
  DATERANGE: { sql: "DATERANGE" },
  TSRANGE: { sql: "TSRANGE" },
  TSTZRANGE: { sql: "TSTZRANGE" },
  AutoString: { sql: "VARCHAR" },
};

const zoned =
  (base: string) =>
  (call: Call | undefined): ColumnType => {
    const zone = call?.keywords.get("timezone") ?? call?.args[0];
    return {
      sql: `${base} ${zone?.kind === "boolean" && zone.value ? "WITH" : "WITHOUT"} TIME ZONE`,
    };
  };

const sized =
  (base: string, ...names: readonly string[]) =>
  (call: Call | undefined): ColumnType => {
    const sizes = names.flatMap((name, index) => {
      const value = call?.keywords.get(name) ?? call?.args[index];
      return value?.kind === "number" ? [value.text] : [];
    });
    return { sql: sizes.length > 0 ? `${base}(${sizes.join(", ")})` : base };
  };

const named: Readonly<Record<string, (call: Call | undefined) => ColumnType | undefined>> = {
  String: sized("VARCHAR", "length"),
  VARCHAR: sized("VARCHAR", "length"),
  Unicode: sized("VARCHAR", "length"),
  NVARCHAR: sized("VARCHAR", "length"),
  CHAR: sized("CHAR", "length"),
  Numeric: sized("NUMERIC", "precision", "scale"),
  NUMERIC: sized("NUMERIC", "precision", "scale"),
  DECIMAL: sized("NUMERIC", "precision", "scale"),
  Float: (call) => {
    const { sql } = sized("FLOAT", "precision")(call);
    return { sql };
  },
  FLOAT: sized("FLOAT", "precision"),
  BIT: sized("BIT", "length"),
  DateTime: zoned("TIMESTAMP"),
  TIMESTAMP: zoned("TIMESTAMP"),
  DATETIME: zoned("TIMESTAMP"),
  Time: zoned("TIME"),
  TIME: zoned("TIME"),
  Enum: (call) => enumeration(call, true),
  ENUM: (call) => enumeration(call, flagOr(call?.keywords.get("create_type"), true)),
  ARRAY: (call) => {
    const inner = columnType(call?.args[0] ?? call?.keywords.get("item_type"));
    return inner && { ...inner, sql: `${inner.sql}[]` };
  },
  Vector: sized("VECTOR", "dim"),
  VECTOR: sized("VECTOR", "dim"),
};

const flagOr = (value: Value | undefined, otherwise: boolean): boolean =>
  value?.kind === "boolean" ? value.value : otherwise;

function enumeration(call: Call | undefined, created: boolean): ColumnType | undefined {
  if (!call) return undefined;
  const name = call.keywords.get("name");
  const native = flagOr(call.keywords.get("native_enum"), true);
  const values = call.args.flatMap((one) => (one.kind === "string" ? [textOf(one.string)] : []));
  if (!native) {
    const longest = Math.max(1, ...values.map((one) => one.length));
    return { sql: `VARCHAR(${longest})` };
  }
  if (name?.kind !== "string") return undefined;
  const complete = !call.more && values.length === call.args.length && values.length > 0;
  const own = textOf(name.string);
  return {
    sql: /^[a-z_][a-z0-9_$]*$/.test(own) ? own : `"${own}"`,
    ...(complete ? { enumeration: { name: own, values, created } } : { guessed: true as const }),
  };
}

/** `sa.JSON().with_variant(postgresql.JSONB(), "postgresql")`. */
function variant(name: string, call: Call | undefined): ColumnType | undefined {
  if (name !== "with_variant" || !call) return undefined;
  const other = call.args
    .slice(1)
    .some((one) => one.kind === "string" && /^postgres/.test(textOf(one.string)));
  return columnType(other ? call.args[0] : call.of);
}

/** A type of the project or of another package, by what its name says. */
function guess(path: string, name: string): ColumnType | undefined {
  if (!/^[A-Z]/.test(name)) return undefined;
  const kinds: readonly (readonly [RegExp, string])[] = [
    [/guid|uuid/i, "UUID"],
    [/json/i, "JSONB"],
    [/date_?time|timestamp|utc/i, "TIMESTAMP WITH TIME ZONE"],
    [/bigint/i, "BIGINT"],
    [/int(?:eger)?$/i, "INTEGER"],
    [/bool/i, "BOOLEAN"],
    [/binary|bytes|encrypted/i, "BYTEA"],
  ];
  const found = kinds.find(([pattern]) => pattern.test(path));
  return { sql: found?.[1] ?? "TEXT", guessed: true };
}
