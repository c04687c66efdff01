import { folderRule } from "../folder-rule.ts";
import { contrib } from "./pglite-extensions.ts";

const journal =
  '{"version":"7","dialect":"postgresql","entries":[{"idx":0,"version":"7","when":1,"tag":"0000_users","breakpoints":true}]}\n';
const program = (options: string, more = "") => `import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";${more}

async function open(dataDir: string) {
  const client = new PGlite(dataDir${options});
  await migrate(drizzle(client), { migrationsFolder: "./drizzle" });
  return client;
}
`;
const files = (source: string) => ({
  "package.json": '{ "name": "store", "private": true }\n',
  "drizzle/0000_users.sql": "CREATE EXTENSION IF NOT EXISTS citext;\n",
  "drizzle/meta/_journal.json": journal,
  "src/migrate.ts": source,
});

export default folderRule({
  id: "prerequisite/extension-unavailable",
  title: "The embedded database does not load an extension that a migration creates",
  why: "PGlite has the extensions that it is handed when it is started, and no others. CREATE EXTENSION for another one fails with 0A000, and with it every migration: the program never starts on a fresh database.",
  severity: "error",
  aliases: [],
  *check({ project }) {
    if (!project) return;
    for (const client of project.clients) {
      const told = new Set<string>();
      for (const { name, path, at } of project.extensions) {
        const key = name.replaceAll("-", "_");
        if (key === "plpgsql" || client.extensions.has(key) || told.has(key)) continue;
        told.add(key);
        const from = moduleOf(key, project.package?.dependencies);
        yield {
          path: client.path,
          span: client.at,
          message: `Fails on a fresh database: 0A000 extension "${name}" is not available.`,
          detail: from
            ? `PGlite has it in ${from}; it must be handed in.`
            : "PGlite does not bring it along.",
          related: [{ path, span: at, message: "This creates it." }],
          fixes: from
            ? [
                {
                  title: `Load ${key}`,
                  grade: "review",
                  files: [{ path: client.path, edits: client.load(key, from) }],
                },
              ]
            : [],
        };
      }
    }
  },
  examples: {
    flags: [
      {
        files: files(program("")),
        fixed: files(
          program(
            ", { extensions: { citext } }",
            '\nimport { citext } from "@electric-sql/pglite/contrib/citext";',
          ),
        ),
      },
    ],
    allows: [
      {
        files: files(
          program(
            ", { extensions: { citext } }",
            '\nimport { citext } from "@electric-sql/pglite/contrib/citext";',
          ),
        ),
      },
    ],
  },
});

/** The module that has the extension: contrib's are in the package, others were until 0.4 and have their own since. */
function moduleOf(
  name: string,
  dependencies: ReadonlyMap<string, string> | undefined,
): string | undefined {
  if (contrib.has(name)) return `@electric-sql/pglite/contrib/${name}`;
  const own = name === "vector" ? "@electric-sql/pglite-pgvector" : `@electric-sql/pglite-${name}`;
  if (dependencies?.has(own)) return own;
  const asked = dependencies?.get("@electric-sql/pglite") ?? "";
  return bundled.has(name) && /^[~^]?0\.[0-4]\./.test(asked)
    ? `@electric-sql/pglite/${name}`
    : undefined;
}

/** `exports` of @electric-sql/pglite 0.3.16 and 0.4.0; gone from 0.5.16. */
const bundled = new Set(["vector", "pg_ivm", "pgtap", "pg_uuidv7", "age", "pg_hashids"]);
