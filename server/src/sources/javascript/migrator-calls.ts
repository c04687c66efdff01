import type { Span } from "../../text/span.ts";
import type { HostFile } from "../source.ts";
import { childrenOf } from "../tree.ts";
import { readModule, textAt } from "./module.ts";
import { nodesBelow } from "./walk.ts";

/** A call of a library's migrator: Drizzle's `migrate(db, { migrationsFolder })`. */
export interface MigratorCall {
  readonly path: string;
  /** The name of what is called. */
  readonly at: Span;
  /** The driver that it is made for: `postgres-js`, `pglite`. */
  readonly driver: string;
  /** The file takes an advisory lock. */
  readonly isLocked: boolean;
}

export function migratorCalls(file: HostFile): readonly MigratorCall[] {
  if (!/\bdrizzle-orm\/[\w-]+\/migrator\b/.test(file.text)) return [];
  const module = readModule(file);
  const isLocked = /\bpg_(?:try_)?advisory_/.test(file.text);
  return [...nodesBelow(module.top)].flatMap((node) => {
    const [callee] = node.name === "CallExpression" ? childrenOf(node) : [];
    if (callee?.name !== "VariableName") return [];
    const from = module.imports.get(textAt(module, callee));
    const driver = /^drizzle-orm\/([\w-]+)\/migrator$/.exec(from ?? "")?.[1];
    return driver
      ? [{ path: file.path, at: { start: callee.from, end: callee.to }, driver, isLocked }]
      : [];
  });
}
