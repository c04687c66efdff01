import { existsSync } from "node:fs";
import { join } from "node:path";
import { builtIn } from "./built-in.ts";
import { bundleOf } from "./bundles.ts";
import type { Engine, Session } from "./session.ts";
import type { WorkerData } from "./worker.ts";
import { openWorker } from "./worker-session.ts";

export interface EmbeddedOptions {
  readonly parts: string;
  /** Names in CREATE EXTENSION. */
  readonly extensions: readonly string[];
  /** Milliseconds that one statement may take. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** The extensions that the package has, of those that are named. */
const hasExtension = (parts: string, name: string): boolean =>
  existsSync(join(parts, "extensions", `${bundleOf(name)}.tar.gz`));

/** PGlite: PostgreSQL compiled to WASM. Each database is an instance in a thread of its own, which can be killed. */
export function embedded(options: EmbeddedOptions): Engine {
  const open = new Set<Session>();
  // PL/pgSQL is always there.
  const named = options.extensions.filter((name) => name !== "plpgsql");
  const data: WorkerData = {
    parts: options.parts,
    extensions: named.filter((name) => hasExtension(options.parts, name)),
    stubs: named.filter((name) => !hasExtension(options.parts, name)),
  };
  return {
    name: builtIn,
    lacks: data.stubs,
    roles: new Set(),
    async open() {
      const session = await openWorker(data, options);
      open.add(session);
      return session;
    },
    async close() {
      await Promise.all([...open].map((session) => session.close()));
    },
  };
}
