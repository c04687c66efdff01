import type { SyntaxNode } from "@lezer/common";
import { baseOf } from "../../text/path.ts";
import type { Edit, Span } from "../../text/span.ts";
import { assemble } from "../assemble.ts";
import { type HostString, textOf } from "../host-string.ts";
import type { HostFile, Source } from "../source.ts";
import { childrenOf } from "../tree.ts";
import {
  callsIn,
  type FoundCall,
  functionAround,
  isConditional,
  statementAround,
} from "./calls.ts";
import { evaluate } from "./evaluate.ts";
import { type Module, readModule } from "./module.ts";
import type { Value } from "./value.ts";

/** A Python program that keeps its tables in SQLite and runs the .sql files of a folder, once each. */
export interface SqliteProgram {
  /** Names of folders that it speaks of. */
  readonly folders: ReadonlySet<string>;
  /** The file that runs them. */
  readonly runner: string;
  readonly baseline: ProgramBaseline | undefined;
  /** Indexes, views and triggers that its own statements make. */
  readonly made: ReadonlySet<string>;
}

export interface ProgramBaseline {
  readonly name: string;
  readonly source: Source;
  readonly call: { readonly path: string; readonly at: Span };
  readonly always: boolean;
  readonly marksApplied: boolean;
  readonly guard?: (table: string) => Edit;
  readonly after?: (sql: readonly string[]) => { path: string; at: number; text: string };
}

/** Cheap, before anything is parsed. */
export const mayUseSqlite = ({ path, text }: HostFile): boolean =>
  path.endsWith(".py") && (/\bsqlite3\b|\bexecutescript\s*\(/.test(text) || holdsSchema.test(text));

const holdsSchema = /^\w*SCHEMA\w*\s*(?::[^=\n]+)?=\s*\w?(?:"""|''')/m;

interface Part {
  readonly file: HostFile;
  readonly module: Module;
}

export function sqliteProgram(files: readonly HostFile[]): SqliteProgram | undefined {
  if (!files.some(({ text }) => /\bexecutescript\s*\(/.test(text))) return undefined;
  const parts = files.map((file) => ({ file, module: readModule(file.text) }));
  const runner = parts.find(({ file }) => listsSql.test(file.text) && runs.test(file.text));
  if (!runner) return undefined;
  const baseline = baselineOf(parts, runner);
  return {
    folders: new Set(
      [...runner.file.text.matchAll(/["'/]([\w.-]+)["'/]/g)].flatMap((match) => match[1] ?? []),
    ),
    runner: runner.file.path,
    baseline,
    made: madeBy(parts, baseline?.source),
  };
}

const listsSql =
  /(?:\b(?:r?glob|listdir|iterdir|scandir)\b[\s\S]*\.sql\b)|\.sql\b[\s\S]*\b(?:r?glob|listdir|iterdir|scandir)\b/;
const runs = /\bexecutescript\s*\(/;

function baselineOf(parts: readonly Part[], runner: Part): ProgramBaseline | undefined {
  for (const part of parts) {
    for (const call of callsIn(part.module, part.module.top)) {
      if (!/\.executescript$/.test(call.path)) continue;
      const [argument] = call.args;
      const found = argument && schemaOf(parts, part, argument);
      if (!found) continue;
      const own = functionAround(call.node);
      const migrate = own && migrationCall(part, own);
      if (!migrate) continue;
      return {
        name: part.module.text.slice(argument.from, argument.to),
        source: sourceOf(found.file, found.string),
        call: { path: part.file.path, at: { start: call.node.from, end: call.node.to } },
        always: call.node.from < migrate.node.from && !isConditional(call.node, own),
        marksApplied: marksApplied(runner),
        ...guardOf(part, call),
        ...afterOf(part, own, migrate),
      };
    }
  }
  return undefined;
}

/** The text that is handed over: a constant of this file, or of the one that it is imported from. */
function schemaOf(
  parts: readonly Part[],
  part: Part,
  argument: SyntaxNode,
): { readonly file: HostFile; readonly string: HostString } | undefined {
  const value = evaluate(part.module.text, argument, part.module.scope);
  const own = written(value);
  if (own) return isSchema(own) ? { file: part.file, string: own } : undefined;
  if (value.kind !== "name") return undefined;
  const names = value.path.split(".");
  const name = names.at(-1) ?? "";
  const from = importOf(part, argument, names[0] ?? "");
  const last = from?.split(".").at(-1);
  for (const other of parts) {
    const base = baseOf(other.file.path);
    if (base !== `${last}.py` && base !== `${names.at(-2)}.py`) continue;
    const string = written(other.module.scope.get(name));
    if (string && isSchema(string)) return { file: other.file, string };
  }
  return undefined;
}

const written = (value: Value | undefined): HostString | undefined =>
  value?.kind === "string" ? (value.written ?? value.string) : undefined;

const isSchema = (string: HostString): boolean => /\bcreate\s+table\b/i.test(textOf(string));

/** Imports stand in functions too. */
function importOf(part: Part, argument: SyntaxNode, name: string): string | undefined {
  const known = part.module.imports.get(name);
  if (known !== undefined) return known;
  const own = functionAround(argument);
  const text = own ? part.module.text.slice(own.from, own.to) : "";
  return new RegExp(`from\\s+([\\w.]+)\\s+import\\s+[^\\n]*\\b${name}\\b`).exec(text)?.[1];
}

const sourceOf = (file: HostFile, string: HostString): Source => {
  const at = { start: string[0]?.at.start ?? 0, end: string.at(-1)?.at.end ?? 0 };
  const source = assemble([file], [{ host: 0, call: at, pieces: string }], undefined, () => source);
  return source;
};

/** `run_migrations(db_path)` in the same function. */
const migrationCall = (part: Part, own: SyntaxNode): FoundCall | undefined =>
  callsIn(part.module, own).findLast((one) => /(?:^|\.)\w*migrat\w*$/i.test(one.path));

const records = /insert\s+(?:or\s+\w+\s+)?into\s+["'`]?\w*(?:migration|version|changelog)\w*/i;

/** A loop over the files that only writes them down. */
function marksApplied({ module }: Part): boolean {
  const bodyOf = (node: SyntaxNode): string => module.text.slice(node.from, node.to);
  const all = (node: SyntaxNode): string =>
    [
      bodyOf(node),
      ...callsIn(module, node).flatMap(({ path }) => {
        const own = module.functions.get(path);
        return own && own !== functionAround(node) ? [bodyOf(own)] : [];
      }),
    ].join("\n");
  const loops = (node: SyntaxNode): readonly SyntaxNode[] => [
    ...(node.name === "ForStatement" ? [node] : []),
    ...childrenOf(node).flatMap(loops),
  ];
  return loops(module.top).some((loop) => {
    const text = all(loop);
    return records.test(text) && !runs.test(text);
  });
}

/** The call in an IF of its own, by the connection that it is made on. */
function guardOf(
  { module: { text } }: Part,
  { node, path }: FoundCall,
): Pick<ProgramBaseline, "guard"> {
  const statement = statementAround(node);
  const line = text.lastIndexOf("\n", statement.from - 1) + 1;
  const indent = text.slice(line, statement.from);
  const said = text.slice(statement.from, statement.to);
  const connection = /^(\w+)\.executescript$/.exec(path)?.[1];
  const isAlone = statement.from === node.from && statement.to === node.to;
  if (!isAlone || indent.trim() !== "" || said.includes("\n") || connection === undefined)
    return {};
  return {
    guard: (table) => ({
      span: { start: statement.from, end: statement.to },
      text: [
        `if not ${connection}.execute(`,
        `${indent}    "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '${table}'"`,
        `${indent}).fetchone():`,
        `${indent}    ${said}`,
      ].join("\n"),
    }),
  };
}

/** `with sqlite3.connect(path) as conn: conn.execute("…")` behind the migrations, as the function connects already. */
function afterOf(part: Part, own: SyntaxNode, migrate: FoundCall): Pick<ProgramBaseline, "after"> {
  const { text } = part.module;
  const connect = callsIn(part.module, own).find(({ path }) => /\bconnect$/.test(path));
  const statement = statementAround(migrate.node);
  if (!connect) return {};
  const line = text.lastIndexOf("\n", statement.from - 1) + 1;
  const indent = text.slice(line, statement.from);
  if (indent.trim() !== "") return {};
  const opened = text.slice(connect.node.from, connect.node.to);
  return {
    after: (sql) => ({
      path: part.file.path,
      at: statement.to,
      text: [
        "",
        `${indent}with ${opened} as conn:`,
        ...sql.map((one) => `${indent}    conn.execute(${JSON.stringify(one)})`),
      ].join("\n"),
    }),
  };
}

const makes =
  /\bcreate\s+(?:unique\s+)?(?:index|view|trigger)\s+(?:if\s+not\s+exists\s+)?["'`]?(\w+)/gi;

/** By the texts of the program, but for the schema's own. */
function madeBy(parts: readonly Part[], schema: Source | undefined): ReadonlySet<string> {
  const out = new Set<string>();
  for (const { file } of parts) {
    const own = schema?.hosts[0]?.path === file.path ? schema.sends[0]?.call : undefined;
    const text = own ? file.text.slice(0, own.start) + file.text.slice(own.end) : file.text;
    for (const [, name] of text.replaceAll(/^\s*#.*$/gm, "").matchAll(makes))
      if (name) out.add(name.toLowerCase());
  }
  return out;
}
