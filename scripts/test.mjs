// npm test: installs what is missing, then every check there is, the ones in a real VS Code included.
import { install, script } from "./steps.mjs";

install();
script("lint, format, room boundaries", "lint");
script("types", "types");
script("generated files", "generate:check");
script("build", "build");
script("tests of the engine, server and command line", "unit");
script("the migration tools themselves on PostgreSQL", "test:tools");
script("package the extension", "package");
script("tests in a real VS Code", "test:host");
script("the packaged extension as a user sees it", "test:ui");
console.log("\nall passed");
