// The tools' tests need PostgreSQL's server programs, Alembic, Django, Sqitch, sql-migrate and yoyo. Installs Debian's where it
// may; says what to do where it may not. With the word "java" also what the heavy tools need.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const debian = "/usr/lib/postgresql";
const places = [
  ...(existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, "bin")) : []),
  ...(process.env.PATH ?? "").split(":"),
];
const isThere = (program) => places.some((place) => existsSync(join(place, program)));
const missing = [
  ...(isThere("initdb") ? [] : ["postgresql"]),
  ...(isThere("alembic") ? [] : ["alembic", "python3-psycopg2"]),
  ...(isThere("django-admin") ? [] : ["python3-django", "python3-psycopg2"]),
  ...(isThere("sqitch") ? [] : ["sqitch", "libdbd-pg-perl"]),
  ...(isThere("sql-migrate") ? [] : ["sql-migrate"]),
  ...(isThere("yoyo") ? [] : ["yoyo", "python3-psycopg2"]),
  ...(process.argv.includes("java") && !isThere("java") ? ["default-jre-headless"] : []),
];
if (missing.length > 0) {
  const root = process.getuid?.() === 0;
  const done =
    root &&
    spawnSync("apt-get", ["install", "--yes", "--no-install-recommends", ...missing], {
      stdio: "inherit",
    }).status === 0;
  if (!done) {
    console.error(`The tools' tests need more programs: install ${missing.join(" ")}.`);
    process.exit(1);
  }
}
