import type { Disk } from "../disk/disk.ts";
import type { Parser } from "../sql/parser.ts";
import type { SqliteEngine } from "../sqlite/engine.ts";
import type { Verifier } from "../verify/verify.ts";

/** What the server needs of the machine that it runs on; Node and a browser hand in different ones. */
export interface Host {
  readonly load: () => Promise<Parser>;
  readonly sqlite: () => Promise<SqliteEngine>;
  readonly disk: Disk;
  /** Asked for when something is verified for the first time. */
  readonly verifier: () => Verifier;
}
