import type { Span } from "../../text/span.ts";
import { assemble } from "../assemble.ts";
import { type HostString, made, textOf } from "../host-string.ts";
import { statementOf } from "../python/database.ts";
import type { Answerer, Place, Surrounds } from "../python/frame.ts";
import { type Module, readModule } from "../python/module.ts";
import { type Performed, perform } from "../python/run.ts";
import type { Call, Value } from "../python/value.ts";
import type { HostFile, Source, Step } from "../source.ts";
import { writtenReverse } from "./downgrade.ts";
import { type Explicit, enumerationCall, operation } from "./operations.ts";
import { unknownPart } from "./sql.ts";

/** What one revision's `upgrade` and `downgrade` send to PostgreSQL. */
export interface Migration {
  readonly source: Source;
  readonly module: Module;
  readonly upgrade: Performed | undefined;
  readonly downgrade: Performed | undefined;
}

export function readMigration(file: HostFile): Migration {
  const module = readModule(file.text);
  const upgrade = run(module, "upgrade");
  const downgrade = run(module, "downgrade");
  const source = assemble(
    [file],
    upgrade?.steps ?? [],
    downgrade?.steps,
    (hosts) => readMigration(hosts[0] ?? file).source,
  );
  const opaque = upgrade?.opaque || downgrade?.opaque;
  const reverse = writtenReverse(module);
  const whole = reverse ? { ...source, reverse } : source;
  return {
    source: opaque ? { ...whole, opaque } : whole,
    module,
    upgrade,
    downgrade,
  };
}

function run(module: Module, name: string): Performed | undefined {
  const explicit: Explicit = new Set();
  let opaque = false;
  const answer: Answerer = (call, place) => {
    try {
      return answered(call, place, explicit);
    } catch (error) {
      if (error !== unknownPart) throw error;
      opaque ||= isWide(call);
      return [];
    }
  };
  const done = perform(module, name, answer, surrounds);
  return done && (opaque ? { ...done, opaque } : done);
}

/** A statement of which not everything is known: data alone leave the schema as it is. */
function isWide(call: Call): boolean {
  const [first] = call.args;
  const text = first?.kind === "call" ? first.args[0] : first;
  const begins = text?.kind === "unknown" ? text.begins : undefined;
  const known = text?.kind === "string" ? /^\s*([A-Za-z]+)/.exec(textOf(text.string))?.[1] : begins;
  const word = known?.toUpperCase() ?? "";
  if (/^(?:INSERT|UPDATE|DELETE|SELECT|WITH|COMMENT|SET|GRANT|REVOKE|ANALYZE|VACUUM)$/.test(word))
    return false;
  // sa.update(table), table.insert(): SQLAlchemy's own statements on rows.
  return !(
    first?.kind === "call" &&
    /(?:^|\.)(?:insert|update|delete|select|values|where)$/.test(first.path)
  );
}

function answered(
  call: Call & { readonly at: Span },
  place: Place,
  explicit: Explicit,
): readonly Step[] | undefined {
  const name = call.path.slice(call.path.lastIndexOf(".") + 1);
  const batch = batchOf(call.of);
  if (batch) {
    const made = operation(name, inBatch(name, call, batch), explicit);
    return made ? made.statements.map((pieces) => step(call, place, pieces, made.options)) : [];
  }
  if (/^op\.\w+$/.test(call.path)) {
    const made = operation(name, call, explicit);
    if (made) return made.statements.map((pieces) => step(call, place, pieces, made.options));
    return /^op\.(?:invoke|run_async|create_exclude_constraint|run_sql)/.test(call.path)
      ? give(unknownPart)
      : undefined;
  }
  const enumeration = enumerationCall(call, explicit);
  if (enumeration) return enumeration.map((pieces) => step(call, place, pieces));
  if (
    (name === "execute" || name === "exec_driver_sql" || name === "scalar") &&
    isConnection(call.of)
  ) {
    const [first, binds] = call.args;
    const sql = statementOf(first, binds);
    if (!sql) throw unknownPart;
    return [step(call, place, sql)];
  }
  return undefined;
}

const give = (reason: unknown): never => {
  throw reason;
};

/** Anything but a known value: `bind`, `conn`, `op.get_bind()`, `session`. */
const isConnection = (value: Value | undefined): boolean =>
  value !== undefined &&
  (value.kind === "name" || value.kind === "call" || value.kind === "unknown");

function step(
  call: Call & { readonly at: Span },
  place: Place,
  pieces: HostString,
  options?: Step["options"],
): Step {
  const { statement, module } = place;
  const line = module.text.lastIndexOf("\n", statement.from - 1) + 1;
  const indent = /^[ \t]*/.exec(module.text.slice(line, statement.from))?.[0] ?? "";
  const own = line + indent.length === statement.from;
  return {
    host: 0,
    call: call.at,
    pieces,
    ...(options ? { options } : {}),
    before: (sql) =>
      own ? { span: { start: line, end: line }, text: `${executeOf(sql, indent)}\n` } : undefined,
  };
}

/** A statement as a call of its own. */
function executeOf(sql: string, indent: string): string {
  const text = sql.trim().replace(/;$/, "").replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"');
  if (!text.includes("\n") && !text.includes('"')) return `${indent}op.execute("${text}")`;
  const body = text
    .split(/\r?\n/)
    .map((line) => (line === "" ? "" : `${indent}    ${line}`))
    .join("\n");
  return `${indent}op.execute(\n${indent}    """\n${body}\n${indent}    """\n${indent})`;
}

/** `with op.batch_alter_table("t") as batch_op`: on PostgreSQL its operations are sent as they are. */
const batchOf = (value: Value | undefined): Call | undefined =>
  value?.kind === "call" && value.path === "op.batch_alter_table" ? value : undefined;

/** The same operation outside the batch: the table's name goes where it has its place. */
function inBatch(name: string, call: Call, batch: Call): Call {
  const [written] = batch.args;
  if (written?.kind !== "string") throw unknownPart;
  // The name stands in the `with`, which is another place than the operation.
  const at = { start: call.node.from, end: call.node.to };
  const table: Value = { kind: "string", string: made(textOf(written.string), at), at };
  const schema = batch.keywords.get("schema");
  const keywords = new Map(call.keywords);
  if (schema) keywords.set(name === "create_foreign_key" ? "source_schema" : "schema", schema);
  const first = /^(?:add_column|drop_column|alter_column)$/.test(name);
  const args = first
    ? [table, ...call.args]
    : [...call.args.slice(0, 1), table, ...call.args.slice(1)];
  return { ...call, args, keywords };
}

/** https://alembic.sqlalchemy.org/en/latest/api/runtime.html: autocommit_block commits, and begins again after it. */
const surrounds: Surrounds = (call) => {
  if (batchOf({ ...call, at: call.at })) return { before: [], after: [], value: call };
  if (!call.path.endsWith(".autocommit_block")) return undefined;
  const one = (sql: string): Step => ({ host: 0, call: call.at, pieces: made(sql, call.at) });
  return { before: [one("COMMIT")], after: [one("BEGIN")] };
};
