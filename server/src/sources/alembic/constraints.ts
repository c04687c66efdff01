import type { HostString } from "../host-string.ts";
import { made, textOf, usedAt } from "../host-string.ts";
import type { Call, Value } from "../python/value.ts";
import { actions, constraintName } from "./columns.ts";
import { ident, identIn, listed, qualified, textIn, unknownPart, type Writer } from "./sql.ts";

/** The names of a list argument. */
function names(value: Value | undefined): readonly HostString[] {
  if (value?.kind === "list") return value.items.map(identIn);
  if (value?.kind === "string") return [identIn(value)];
  throw unknownPart;
}

/** `sa.ForeignKeyConstraint(["a"], ["t.id"], …)`. */
export function foreignKey(write: Writer, call: Call): HostString {
  const at = { start: call.node.from, end: call.node.to };
  const own = names(call.args[0] ?? call.keywords.get("columns"));
  const targets = call.args[1] ?? call.keywords.get("refcolumns");
  if (targets?.kind !== "list" || targets.items.length === 0) throw unknownPart;
  const parts = targets.items.map((one) => textOf(textIn(one)).split("."));
  const table = (parts[0] ?? []).slice(0, -1).map(quoted).join(".");
  const columns = parts.map((one) => quoted(one.at(-1) ?? "")).join(", ");
  const shown = usedAt(made(`${table} (${columns})`, at), targets.items[0]?.at ?? at);
  return write`${constraintName(write, call.keywords.get("name"))}FOREIGN KEY (${listed(own, at)}) REFERENCES ${shown}${actions(write, call)}`;
}

const quoted = (name: string): string => textOf(ident(made(name, { start: 0, end: 0 })));

/** The arguments of an operation by position or by name. */
export const argument =
  (call: Call, ...order: readonly string[]) =>
  (name: string): Value | undefined =>
    call.keywords.get(name) ?? call.args[order.indexOf(name)];

export function createUnique(write: Writer, call: Call): HostString {
  const arg = argument(call, "constraint_name", "table_name", "columns");
  const table = qualified(arg("schema"), identIn(arg("table_name")));
  return write`ALTER TABLE ${table} ADD ${constraintName(write, arg("constraint_name"))}UNIQUE (${listed(names(arg("columns")), callSpan(call))})`;
}

export function createPrimaryKey(write: Writer, call: Call): HostString {
  const arg = argument(call, "constraint_name", "table_name", "columns");
  const table = qualified(arg("schema"), identIn(arg("table_name")));
  return write`ALTER TABLE ${table} ADD ${constraintName(write, arg("constraint_name"))}PRIMARY KEY (${listed(names(arg("columns")), callSpan(call))})`;
}

export function createCheck(write: Writer, call: Call): HostString {
  const arg = argument(call, "constraint_name", "table_name", "condition");
  const table = qualified(arg("schema"), identIn(arg("table_name")));
  const condition = arg("condition");
  const sql = condition?.kind === "call" ? textIn(condition.args[0]) : textIn(condition);
  return write`ALTER TABLE ${table} ADD ${constraintName(write, arg("constraint_name"))}CHECK (${sql})`;
}

export function createForeignKey(write: Writer, call: Call): HostString {
  const arg = argument(
    call,
    "constraint_name",
    "source_table",
    "referent_table",
    "local_cols",
    "remote_cols",
  );
  const source = qualified(arg("source_schema"), identIn(arg("source_table")));
  const target = qualified(arg("referent_schema"), identIn(arg("referent_table")));
  const at = callSpan(call);
  return write`ALTER TABLE ${source} ADD ${constraintName(write, arg("constraint_name"))}FOREIGN KEY (${listed(names(arg("local_cols")), at)}) REFERENCES ${target} (${listed(names(arg("remote_cols")), at)})${actions(write, call)}`;
}

export function dropConstraint(write: Writer, call: Call): HostString {
  const arg = argument(call, "constraint_name", "table_name", "type_");
  const table = qualified(arg("schema"), identIn(arg("table_name")));
  const guard = arg("if_exists");
  return write`ALTER TABLE ${table} DROP CONSTRAINT ${guard?.kind === "boolean" && guard.value ? "IF EXISTS " : ""}${identIn(arg("constraint_name"))}`;
}

export const callSpan = (call: Call) => ({ start: call.node.from, end: call.node.to });
