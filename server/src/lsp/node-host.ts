import { join } from "node:path";
import { folderDisk } from "../disk/folder-disk.ts";
import { loadParser } from "../disk/load-parser.ts";
import { loadSqlite } from "../disk/load-sqlite.ts";
import { createVerifier } from "../verify/verify.ts";
import type { Host } from "./host.ts";

export const nodeHost: Host = {
  load: loadParser,
  sqlite: loadSqlite,
  disk: folderDisk,
  // Beside the bundle, whichever it is.
  verifier: () => createVerifier(join(__dirname, "verify")),
};
