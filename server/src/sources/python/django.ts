import type { SyntaxNode } from "@lezer/common";
import { assemble } from "../assemble.ts";
import { type HostString, sliceOf, textOf } from "../host-string.ts";
import type { HostFile, Source, Step } from "../source.ts";
import { childrenOf } from "../tree.ts";
import { literalOf } from "./database.ts";
import { evaluate } from "./evaluate.ts";
import { readModule } from "./module.ts";
import type { Call, Scope, Value } from "./value.ts";

/** A migration of Django, with the SQL of its RunSQL operations. */
export interface DjangoMigration {
  readonly path: string;
  readonly source: Source;
  /** It has SQL of its own. */
  readonly hasSql: boolean;
  /** Labels of applications and names of their migrations. */
  readonly depends: readonly Named[];
  /** Migrations that it stands for on a new database. */
  readonly replaces: readonly Named[];
}

export interface Named {
  readonly app: string;
  readonly name: string;
}

/** Cheap, before anything is parsed. */
export const mayBeDjango = ({ path, text }: HostFile): boolean =>
  path.endsWith(".py") &&
  /^class Migration\s*\(/m.test(text) &&
  /^(?:from|import)\s+django\b/m.test(text);

export function djangoMigration(file: HostFile): DjangoMigration | undefined {
  const { text, top, scope } = readModule(file.text);
  const body = classNamed(text, top, "Migration");
  if (!body) return undefined;
  const fields = fieldsOf(text, body, scope);
  const operations = fields.get("operations");
  const run = operations?.kind === "list" ? runOf(operations.items) : opaqueRun;
  const down = run.reverse === "none" ? undefined : run.down.toReversed().flat();
  const source = assemble(
    [file],
    run.up,
    down,
    ([host = file]) =>
      djangoMigration(host)?.source ?? assemble([host], [], undefined, () => source),
  );
  const atomic = fields.get("atomic");
  return {
    path: file.path,
    hasSql: run.up.length > 0,
    depends: namesIn(fields.get("dependencies")),
    replaces: namesIn(fields.get("replaces")),
    source: {
      ...source,
      ...(run.opaque ? { opaque: true as const, opaqueAgain: true as const } : {}),
      ...(run.reverse === "partly" ? { opaqueDown: true as const } : {}),
      ...(atomic?.kind === "boolean" && !atomic.value ? { outsideTransaction: true as const } : {}),
    },
  };
}

interface Ran {
  readonly up: readonly Step[];
  /** In the order of the operations. */
  readonly down: readonly (readonly Step[])[];
  /** none: it cannot be taken back, or nothing is done to do so · partly: some of it is meant to stay. */
  readonly reverse: "whole" | "partly" | "none";
  /** Something else is done to the schema. */
  readonly opaque: boolean;
}

const opaqueRun: Ran = { up: [], down: [], reverse: "none", opaque: true };

/** What is done to the state of the models alone, or to rows by nothing. */
const stateOnly = /(?:^|\.)(?:AlterModelOptions|AlterModelManagers|AlterModelTable_?Comment)$/;

function runOf(operations: readonly Value[]): Ran {
  const parts = operations.map(partOf);
  const reverses = parts.filter((one) => one.up.length > 0).map((one) => one.reverse);
  const reverse =
    reverses.length === 0 || reverses.includes("none")
      ? "none"
      : reverses.includes("partly")
        ? "partly"
        : "whole";
  return {
    up: parts.flatMap((one) => one.up),
    down: parts.flatMap((one) => one.down),
    reverse,
    opaque: parts.some((one) => one.opaque),
  };
}

function partOf(value: Value): Ran {
  const none: Ran = { up: [], down: [], reverse: "none", opaque: false };
  if (value.kind !== "call") return opaqueRun;
  if (stateOnly.test(value.path)) return none;
  if (/(?:^|\.)SeparateDatabaseAndState$/.test(value.path)) {
    const inDatabase = argument(value, 0, "database_operations");
    if (inDatabase === undefined || inDatabase.kind === "none")
      return value.more ? opaqueRun : none;
    return inDatabase.kind === "list" ? runOf(inDatabase.items) : opaqueRun;
  }
  if (!/(?:^|\.)RunSQL$/.test(value.path) || value.more) return opaqueRun;
  return sqlOf(value);
}

/** https://docs.djangoproject.com/en/stable/ref/migration-operations/#runsql */
function sqlOf(call: Call): Ran {
  const up = statementsOf(argument(call, 0, "sql"), call);
  if (!up) return opaqueRun;
  const back = argument(call, 1, "reverse_sql");
  if (back === undefined || back.kind === "none")
    return { up, down: [], reverse: "none", opaque: false };
  const isNothing = isNoop(back) || (back.kind === "list" && back.items.length === 0);
  const down = isNothing ? [] : statementsOf(back, call);
  return {
    up,
    down: down ? [down] : [],
    reverse: isNothing || !down ? "partly" : "whole",
    opaque: false,
  };
}

const argument = ({ args, keywords }: Call, index: number, name: string): Value | undefined =>
  args[index] ?? keywords.get(name);

/** `migrations.RunSQL.noop` is the empty text. */
const isNoop = (value: Value): boolean =>
  (value.kind === "name" && /(?:^|\.)RunSQL\.noop$/.test(value.path)) ||
  (value.kind === "string" && textOf(value.string).trim() === "");

/** A text, or a list of texts and of pairs of a text and its parameters; undefined where not all is known. */
function statementsOf(value: Value | undefined, { node }: Call): readonly Step[] | undefined {
  const step = (pieces: HostString): Step => ({
    host: 0,
    call: { start: node.from, end: node.to },
    pieces,
  });
  if (value === undefined) return undefined;
  if (isNoop(value)) return [];
  if (value.kind === "string") return [step(value.written ?? value.string)];
  if (value.kind !== "list") return undefined;
  const out: Step[] = [];
  for (const one of value.items) {
    const [sql, params] = one.kind === "list" ? one.items : [one];
    if (sql?.kind !== "string" || (one.kind === "list" && one.items.length !== 2)) return undefined;
    const written = sql.written ?? sql.string;
    const filled =
      params === undefined || params.kind === "none" ? written : bound(written, params);
    if (!filled) return undefined;
    out.push(step(filled));
  }
  return out;
}

/** The parameters where psycopg writes them: `%s` by place, `%(name)s` by name, `%%` for a percent sign. */
function bound(sql: HostString, params: Value): HostString | undefined {
  const text = textOf(sql);
  const byPlace = params.kind === "list" ? [...params.items] : [];
  const byName = new Map(
    params.kind === "dict"
      ? params.entries.map(([key, value]) => [
          key.kind === "string" ? textOf(key.string) : "",
          value,
        ])
      : [],
  );
  if (params.kind !== "list" && params.kind !== "dict") return undefined;
  const out: HostString[] = [];
  let at = 0;
  for (const match of text.matchAll(/%(?:%|s|\((\w+)\)s|)/g)) {
    const [whole, name] = match;
    const value = name === undefined ? byPlace.shift() : byName.get(name);
    const literal = whole === "%%" ? "%" : whole === "%" || !value ? undefined : literalOf(value);
    if (literal === undefined) return undefined;
    if (whole === "%%" && value && name === undefined) byPlace.unshift(value);
    const place = sliceOf(sql, match.index, match.index + whole.length)[0];
    out.push(sliceOf(sql, at, match.index), [
      { text: literal, host: 0, at: place?.at ?? { start: 0, end: 0 }, kind: "atom" },
    ]);
    at = match.index + whole.length;
  }
  return [...out.flat(), ...sliceOf(sql, at, text.length)];
}

function classNamed(text: string, top: SyntaxNode, name: string): SyntaxNode | undefined {
  const found = top.getChildren("ClassDefinition").find((one) => {
    const own = one.getChild("VariableName");
    return own !== null && text.slice(own.from, own.to) === name;
  });
  return found?.getChild("Body") ?? undefined;
}

/** The names that the body of a class gives values to. */
function fieldsOf(text: string, body: SyntaxNode, scope: Scope): ReadonlyMap<string, Value> {
  const fields: Scope = new Map(scope);
  const own = new Map<string, Value>();
  for (const node of childrenOf(body)) {
    if (node.name !== "AssignStatement") continue;
    const [target] = childrenOf(node);
    const source = node.lastChild;
    if (target?.name !== "VariableName" || !source) continue;
    const name = text.slice(target.from, target.to);
    const value = evaluate(text, source, fields);
    fields.set(name, value);
    own.set(name, value);
  }
  return own;
}

const namesIn = (value: Value | undefined): readonly Named[] =>
  value?.kind === "list"
    ? value.items.flatMap((one): readonly Named[] => {
        const [app, name] = one.kind === "list" ? one.items : [];
        return app?.kind === "string" && name?.kind === "string"
          ? [{ app: textOf(app.string), name: textOf(name.string) }]
          : [];
      })
    : [];
