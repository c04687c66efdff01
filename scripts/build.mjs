// Bundles the extension, the language server and the command line into dist/. `--watch` keeps at it.
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { context } from "esbuild";
import { buildVerifyParts } from "./verify-parts.mjs";

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
};
const bundles = [
  { entryPoints: ["client/src/extension.ts"], outfile: "dist/extension.js", external: ["vscode"] },
  { entryPoints: ["server/src/lsp/node.ts"], outfile: "dist/server.js" },
  {
    entryPoints: ["server/src/cli/main.ts"],
    outfile: "dist/cli.js",
    banner: { js: "#!/usr/bin/env node" },
  },
];
for (const bundle of bundles) {
  const build = await context({ ...common, ...bundle });
  if (process.argv.includes("--watch")) await build.watch();
  else {
    await build.rebuild();
    await build.dispose();
  }
}
await buildVerifyParts("dist/verify", { sourcemap: "linked", sourcesContent: false });
