// npm start: installs what is missing, builds, and opens the extension on examples/ in a real VS Code.
import { install, script } from "./steps.mjs";

install();
script("build", "build");
script("open the extension on examples/", "open", "examples");
