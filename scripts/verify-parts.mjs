// What `verify` needs at run time, in one folder: the host and its worker, PGlite's files, its extensions, and a
// prepared empty database. Making the database takes seconds, so it is kept for as long as its recipe stays the same.
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const pglite = "node_modules/@electric-sql/pglite";

/** Needs a server's configuration or its second process; PGlite has neither. */
const useless = new Set([
  "auth_delay",
  "auto_explain",
  "basebackup_to_shell",
  "basic_archive",
  "passwordcheck",
]);

export async function buildVerifyParts(folder, options = {}) {
  mkdirSync(join(folder, "extensions"), { recursive: true });
  for (const name of ["pglite.wasm", "pglite.data"])
    copyFileSync(join(pglite, "dist", name), join(folder, name));
  for (const name of readdirSync(join(pglite, "dist")))
    if (name.endsWith(".tar.gz") && !useless.has(name.slice(0, -".tar.gz".length)))
      copyFileSync(join(pglite, "dist", name), join(folder, "extensions", name));
  copyFileSync(await emptyDatabase(), join(folder, "empty.tar.gz"));
  for (const name of ["host", "worker"])
    await build({
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      minify: true,
      logLevel: "error",
      legalComments: "none",
      // pg looks for its native twin, which we do not have.
      external: ["pg-native"],
      // PGlite finds its files by its own address; we hand them in.
      define: { "import.meta.url": JSON.stringify("file:///") },
      ...options,
      entryPoints: [`server/src/verify/${name}.ts`],
      outfile: join(folder, `${name}.js`),
    });
}

/** A data directory as initdb leaves it, without the two template databases and with short WAL files. */
async function emptyDatabase() {
  const { version } = JSON.parse(readFileSync(join(pglite, "package.json"), "utf8"));
  const recipe = createHash("sha256")
    .update(version)
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest("hex")
    .slice(0, 16);
  const cache = join(cacheFolder(), `empty-${recipe}.tar.gz`);
  if (existsSync(cache)) return cache;
  const { PGlite } = await import("@electric-sql/pglite");
  const first = await PGlite.create({ initDbStartParams: ["--wal-segsize=1"] });
  for (const sql of [
    "update pg_database set datistemplate = false where datname like 'template%'",
    "drop database template0",
    "drop database template1",
    "alter system set min_wal_size = '2MB'",
    "vacuum full",
    "checkpoint",
    "select pg_switch_wal()",
    "checkpoint",
  ])
    await first.exec(sql);
  const dump = await first.dumpDataDir("none");
  await first.close();
  mkdirSync(cacheFolder(), { recursive: true });
  const draft = `${cache}.${process.pid}.tmp`;
  writeFileSync(draft, gzipSync(Buffer.from(await dump.arrayBuffer()), { level: 9 }));
  renameSync(draft, cache);
  return cache;
}

const cacheFolder = () => join("node_modules", ".cache", "safe-migrations");
