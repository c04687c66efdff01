// The tools' tests need PostgreSQL's server programs. Installs Debian's where it may; says what to do where it may not.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const debian = "/usr/lib/postgresql";
const places = [
  ...(existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, "bin")) : []),
  ...(process.env.PATH ?? "").split(":"),
];
if (!places.some((place) => existsSync(join(place, "initdb")))) {
  const root = process.getuid?.() === 0;
  const done =
    root &&
    spawnSync("apt-get", ["install", "--yes", "--no-install-recommends", "postgresql"], {
      stdio: "inherit",
    }).status === 0;
  if (!done) {
    console.error("PostgreSQL's server programs are missing (initdb): install postgresql.");
    process.exit(1);
  }
}
