import type { SyntaxNode } from "@lezer/common";
import { escaped } from "../../text/escape.ts";
import { baseOf } from "../../text/path.ts";
import { assemble } from "../assemble.ts";
import { scriptNames } from "../host-names.ts";
import type { HostFile, Source } from "../source.ts";
import { textAt } from "../tree.ts";
import { evaluate } from "./evaluate.ts";
import { type Class, isFunction, type Module, readModule } from "./module.ts";
import { parametersOf } from "./patterns.ts";
import { type Performed, perform } from "./run.ts";
import { answerers } from "./tools.ts";
import type { Scope, Value } from "./value.ts";

/** A migration that is a program: of which tool, and what it sends. */
export interface ScriptMigration {
  readonly path: string;
  /** The id of the tool's runner. */
  readonly tool: string;
  /** What the tool orders it by. */
  readonly name: string;
  readonly source: Source;
}

/** Cheap, before anything is parsed. */
export const mayBeScript = ({ path, text }: HostFile): boolean =>
  scriptNames.test(path) &&
  !/(?:[._-](?:test|spec|d)\.[cm]?[jt]s$)/.test(path) &&
  /\bMigrationInterface\b|\bextends\s+Migration\b|\bexports\.up\b|\bexport\s+(?:default\s+)?(?:const|async\s+function|function)\s+up\b|\bmodule\.exports\s*=|\bexport\s+default\s*\{|\bexport\s*\{[^}]*\bup\b/.test(
    text,
  );

/** Undefined for a file that is no migration of a tool that we know. */
export function scriptMigration(
  file: HostFile,
  around: (path: string) => HostFile | undefined = () => undefined,
): ScriptMigration | undefined {
  if (!mayBeScript(file)) return undefined;
  const module = { ...readModule(file), imported: importsOf(file.path, around) };
  const found = ofClass(module) ?? ofFunctions(module);
  if (!found) return undefined;
  const { tool, up, down, name, outside } = found;
  const upwards = up();
  const downwards = down();
  const source = assemble([file], upwards?.steps ?? [], downwards?.steps, (hosts) => {
    const again = hosts[0] && scriptMigration(hosts[0], around);
    return again?.source ?? assemble(hosts, [], undefined, () => source);
  });
  const isOpaque = !upwards || upwards.opaque;
  return {
    path: file.path,
    tool,
    name,
    source: {
      ...source,
      ...(isOpaque ? { opaque: true as const } : {}),
      ...(downwards?.opaque ? { opaqueDown: true as const } : {}),
      ...(outside || upwards?.outside ? { outsideTransaction: true as const } : {}),
    },
  };
}

/** Of the same workspace: `./sql`, `../constants.ts`, `./sql/index`. */
const importsOf =
  (path: string, around: (path: string) => HostFile | undefined) =>
  (from: string): Module | undefined => {
    if (!from.startsWith(".")) return undefined;
    const parts = path.split("/").slice(0, -1);
    for (const part of from.split("/")) {
      if (part === "..") parts.pop();
      else if (part !== ".") parts.push(part);
    }
    const base = parts.join("/").replace(/\.[cm]?[jt]s$/, "");
    const found = endings.flatMap((end) => around(base + end) ?? [])[0];
    return found && readModule(found);
  };

const endings = [".ts", ".js", ".mts", ".mjs", ".cts", ".cjs", "/index.ts", "/index.js"];

/** Constants that migrations beside it may import: cheap, before anything is parsed. */
export const mayHoldConstants = ({ path, text }: HostFile): boolean =>
  scriptNames.test(path) &&
  /\bexport\s+const\b/.test(text) &&
  /\b(?:create|alter|drop|insert|update|delete)\s/i.test(text);

interface Found {
  readonly tool: string;
  readonly name: string;
  readonly up: () => Performed | undefined;
  readonly down: () => Performed | undefined;
  readonly outside: boolean;
}

function ofClass(module: Module): Found | undefined {
  for (const own of module.classes) {
    const head = module.text.slice(
      own.node.from,
      own.node.getChild("ClassBody")?.from ?? own.node.to,
    );
    const tool =
      /\bimplements\b[^{]*\bMigrationInterface\b/.test(head) || isOfTypeorm(module, own)
        ? "typeorm"
        : /\bextends\s+Migration\b/.test(head) && /@mikro-orm\/migrations/.test(module.text)
          ? "mikro-orm"
          : undefined;
    if (!tool || !own.methods.has("up")) continue;
    const run = (name: string) => runMethod(module, own, name, tool);
    const isOff = textAt(module, own.properties.get("transaction")) === "false";
    const name = tool === "typeorm" ? nameOf(module, own) : own.name;
    return { tool, name, up: () => run("up"), down: () => run("down"), outside: isOff };
  }
  return undefined;
}

/** src/migration/MigrationExecutor.ts of typeorm: `migration.name || migration.constructor.name`. */
const nameOf = (module: Module, own: Class): string =>
  /^["'`](\w+)["'`]$/.exec(textAt(module, own.properties.get("name")))?.[1] ?? own.name;

/** JavaScript has no interfaces: src/commands/MigrationCreateCommand.ts of typeorm names it in a comment, or requires it. */
const isOfTypeorm = ({ path, text }: Module, { name, methods }: Class): boolean =>
  /\.[cm]?js$/.test(path) &&
  /\bMigrationInterface\b/.test(text) &&
  /\d{13}$/.test(name) &&
  methods.has("down");

function runMethod(module: Module, own: Class, name: string, tool: string): Performed | undefined {
  const method = own.methods.get(name);
  const answer = answerers[tool];
  if (!method || !answer) return undefined;
  const scope: Scope = new Map();
  for (const [property, node] of own.properties)
    scope.set(`this.${property}`, evaluate(module, node, scope));
  if (tool === "mikro-orm") scope.set("this", { kind: "handle", path: "this" });
  const args: readonly Value[] = tool === "typeorm" ? [{ kind: "handle", path: "runner" }] : [];
  return perform(module, method, args, scope, own.methods, answer);
}

function ofFunctions(module: Module): Found | undefined {
  const exported = exportsOf(module);
  const up = exported.get("up");
  const tool = up && toolOf(module, up);
  if (!up || !tool) return undefined;
  const run = (node: SyntaxNode | undefined): Performed | undefined => {
    const answer = answerers[tool];
    if (!node || !answer) return undefined;
    return perform(module, node, argsOf(tool, node), new Map(), new Map(), answer);
  };
  const name = baseOf(module.path);
  const isOff = /\bconfig\b[^;]*\btransaction\s*:\s*false/.test(module.text);
  return { tool, name, up: () => run(up), down: () => run(exported.get("down")), outside: isOff };
}

/** `up` and `down`, exported by themselves or in one object. */
function exportsOf(module: Module): ReadonlyMap<string, SyntaxNode> {
  const found = new Map<string, SyntaxNode>();
  const whole = module.exports.get("default");
  const object = whole && evaluate(module, whole, new Map());
  for (const name of ["up", "down"]) {
    const own = module.exports.get(name);
    const inner = object?.kind === "object" ? object.entries.get(name) : undefined;
    const node = own && isFunction(own) ? own : inner?.kind === "function" ? inner.node : undefined;
    if (node) found.set(name, node);
  }
  return found;
}

function toolOf(module: Module, up: SyntaxNode): string | undefined {
  const [first] = parametersOf(up);
  const parameter = textAt(module, first);
  const { text } = module;
  const imports = (name: string): boolean =>
    new RegExp(`(?:from|require\\(|import\\()\\s*["']${escaped(name)}["']`).test(text);
  if (/^pgm$/.test(parameter) || imports("node-pg-migrate")) return "node-pg-migrate";
  if (imports("kysely")) return "kysely";
  if (/queryInterface/i.test(parameter) || (imports("sequelize") && /context/.test(parameter)))
    return "umzug";
  if (/^knex$/i.test(parameter) || imports("knex") || /\bimport\(["']knex["']\)/.test(text))
    return "knex";
  return undefined;
}

const roots: Readonly<Record<string, string>> = {
  knex: "knex",
  kysely: "db",
  "node-pg-migrate": "pgm",
  umzug: "interface",
};

/** Umzug hands over an object with the interface as its context. */
function argsOf(tool: string, node: SyntaxNode): readonly Value[] {
  const handle: Value = { kind: "handle", path: roots[tool] ?? tool };
  const [first] = parametersOf(node);
  return tool === "umzug" && first?.name === "ObjectPattern"
    ? [{ kind: "object", entries: new Map([["context", handle]]), whole: true }]
    : [handle];
}
