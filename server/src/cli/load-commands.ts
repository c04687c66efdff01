import { readFileSync } from "node:fs";
import { createRequire, wrap } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { type PrivateFolder, privateFolder } from "../disk/private-folder.ts";
import type { Commands } from "./commands.ts";

declare const SAFE_MIGRATIONS_BUILD: string | undefined;

/** Of everything that is bundled; undefined where nobody said, as while it is being developed. */
export const build =
  typeof SAFE_MIGRATIONS_BUILD === "undefined" ? undefined : SAFE_MIGRATIONS_BUILD;

interface Bundle {
  readonly commands: Commands;
}

/** The bundle beside this one; already compiled, where it was run before. */
export async function loadCommands(): Promise<Commands> {
  const folder = build === undefined ? undefined : privateFolder();
  const bundle: Bundle = folder ? compiled(folder) : await import("./commands.ts");
  return bundle.commands;
}

/** V8 takes its code only for the very same V8 and flags, and compiles anew otherwise. */
function compiled(folder: PrivateFolder): Bundle {
  const path = join(__dirname, "commands.js");
  const name = `code-${build?.slice(0, 16)}-${process.version}-${process.arch}`;
  const cachedData = folder.read(name);
  // The bundle is ASCII; read like this it takes half of the memory.
  const script = new Script(wrap(readFileSync(path, "latin1")), {
    filename: path,
    ...(cachedData ? { cachedData } : {}),
  });
  // At the end, so that what was compiled when it was first called is kept too.
  if (!cachedData || script.cachedDataRejected)
    process.once("exit", () => folder.write(name, script.createCachedData()));
  const module: { exports: Bundle | object } = { exports: {} };
  const define = script.runInThisContext() as (...given: readonly unknown[]) => void;
  define(module.exports, createRequire(path), module, path, dirname(path));
  return module.exports as Bundle;
}
