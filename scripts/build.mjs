// Bundles the extension, the language server and the command line into dist/. `--watch` keeps at it.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { context } from "esbuild";
import { buildVerifyParts } from "./verify-parts.mjs";
import { whenAsked } from "./when-asked.mjs";

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");
// libpg-query's grammar travels as a file beside the bundles: both find it by their own location.
copyFileSync("node_modules/libpg-query/wasm/libpg-query.wasm", "dist/libpg-query.wasm");
copyFileSync("node_modules/sql.js/dist/sql-wasm.wasm", "dist/sql-wasm.wasm");

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: true,
  keepNames: false,
  sourcemap: "linked",
  sourcesContent: false,
  logLevel: "warning",
  legalComments: "none",
  // Its main entry is UMD with requires that no bundler can follow; the ES modules are whole.
  alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
  plugins: [whenAsked],
};
const watches = process.argv.includes("--watch");
const bundles = [
  { entryPoints: ["client/src/extension.ts"], outfile: "dist/extension.js", external: ["vscode"] },
  { entryPoints: ["server/src/lsp/node.ts"], outfile: "dist/server.js" },
  { entryPoints: ["server/src/cli/commands.ts"], outfile: "dist/commands.js" },
];
for (const bundle of bundles) await make(bundle);
// The front of the command line: what it loads only when it must lies beside it, and it knows which one that is.
const build = watches
  ? undefined
  : printOf(["commands.js", "libpg-query.wasm", "sql-wasm.wasm"].map((name) => `dist/${name}`));
await make({
  entryPoints: ["server/src/cli/main.ts"],
  outfile: "dist/cli.js",
  banner: { js: "#!/usr/bin/env node" },
  define: build === undefined ? {} : { SAFE_MIGRATIONS_BUILD: JSON.stringify(build) },
  plugins: [
    whenAsked,
    {
      name: "beside",
      setup: ({ onResolve }) =>
        onResolve({ filter: /^\.\/commands\.ts$/ }, () => ({
          path: "./commands.js",
          external: true,
        })),
    },
  ],
});

async function make(bundle) {
  const made = await context({ ...common, ...bundle });
  if (watches) await made.watch();
  else {
    await made.rebuild();
    await made.dispose();
  }
}

function printOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}
await buildVerifyParts("dist/verify", { sourcemap: "linked", sourcesContent: false });
