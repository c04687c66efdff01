// Bundles the suite that runs inside VS Code. Outside dist/, or it would be packaged.
import { build } from "esbuild";

await build({
  entryPoints: ["test/host/suite/index.ts"],
  outfile: "out/host/suite.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  sourcemap: "linked",
  // Mocha's parallel mode, which is not used, names files that are not bundled: a warning each.
  logLevel: "error",
});
