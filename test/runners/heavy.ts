import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { drizzleFolders } from "./heavy/drizzle-1.ts";
import { installed } from "./heavy/installed.ts";
import { prisma } from "./heavy/prisma.ts";
import type { Tool } from "./tools.ts";

const run = promisify(execFile);
const liquibaseFolder = join(installed, "liquibase/dist");

/** Tools whose packages carry programs of many megabytes, or need Java. */
export const heavyTools: readonly Tool[] = [
  {
    runner: "liquibase",
    name: (n) => `changes/${n}_a.sql`,
    text: (body, n) => `--liquibase formatted sql\n\n--changeset ann:${n}\n${body}`,
    beside: (numbers) => ({
      "db.changelog-master.yaml": `databaseChangeLog:\n${numbers.map((n) => `  - include: { file: changes/${n}_a.sql }\n`).join("")}`,
    }),
    run: (project, database) => {
      const { host, pathname, username } = new URL(database);
      return run(
        "java",
        [
          ...["-cp", liquibaseJars, "liquibase.integration.commandline.LiquibaseCommandLine"],
          ...["--hub-mode=off", "--changeLogFile=db.changelog-master.yaml"],
          ...[`--url=jdbc:postgresql://${host}${pathname}`, `--username=${username}`, "update"],
        ],
        { cwd: project },
      );
    },
  },
  {
    runner: "supabase",
    name: (n) => `supabase/migrations/${n}_a.sql`,
    text: (body) => body,
    beside: () => ({ "supabase/config.toml": 'project_id = "app"\n' }),
    run: (project, database) =>
      run(
        join(installed, "@supabase/cli-linux-x64/bin/supabase"),
        ["db", "push", "--db-url", database, "--workdir", project, "--yes"],
        { env: { ...process.env, HOME: home, DO_NOT_TRACK: "1" } },
      ),
  },
  prisma,
  drizzleFolders,
];

const liquibaseJars = [
  "liquibase/liquibase.jar",
  "liquibase/lib/*",
  "drivers/postgresql-42.2.8.jar",
]
  .map((one) => join(liquibaseFolder, one))
  .join(":");

/** It keeps settings there. */
const home = mkdtempSync(join(tmpdir(), "safe-migrations-home-"));
