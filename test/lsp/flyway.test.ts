import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { folderOf } from "../cli/command.ts";
import { startServer } from "./client.ts";

/** Flyway reads its location with all folders below it, as one history. */
const files = {
  "src/main/resources/db/migration/V1__ducks.sql":
    "CREATE TABLE IF NOT EXISTS ducks (id int PRIMARY KEY);\n",
  "src/main/resources/db/migration/2025/01/V2__nests.sql":
    "CREATE TABLE IF NOT EXISTS nests (duck int REFERENCES ducks (id), egg int REFERENCES eggs (id));\n",
  "src/main/resources/db/migration/2026/V3__eggs.sql":
    "CREATE TABLE IF NOT EXISTS eggs (id int PRIMARY KEY);\n",
};
const second = "src/main/resources/db/migration/2025/01/V2__nests.sql";

test("a migration in a sub-folder follows those of the folders beside it", async () => {
  const folder = folderOf(files);
  const client = await startServer(true);
  const uri = pathToFileURL(join(folder, second)).toString();
  await client.open(uri, files[second]);
  expect(await client.diagnostics(uri)).toMatchObject([
    {
      code: "first-run/created-later",
      message: expect.stringContaining('relation "eggs" does not exist'),
    },
  ]);
});

test("the folder of a database below it is a location of its own", async () => {
  const folder = folderOf({
    "db/migration/postgresql/V1__ducks.sql": "CREATE TABLE IF NOT EXISTS ducks (id int);\n",
    "db/migration/h2/V1__ducks.sql": "CREATE TABLE IF NOT EXISTS ducks (id identity);\n",
  });
  const client = await startServer(true);
  const uri = pathToFileURL(join(folder, "db/migration/postgresql/V1__ducks.sql")).toString();
  await client.open(uri, "CREATE TABLE IF NOT EXISTS ducks (id int);\n");
  expect(await client.diagnostics(uri)).toEqual([]);
});

const duck = "CREATE TABLE IF NOT EXISTS ducks (id int PRIMARY KEY);\n";
const nest = "CREATE TABLE IF NOT EXISTS nests (duck int REFERENCES ducks (id));\n";

test.each([
  ["sql", { "flyway.conf": "flyway.url=jdbc:postgresql:d\nflyway.locations=filesystem:./sql\n" }],
  ["sql", { "flyway.toml": '[flyway]\nlocations = [ "filesystem:sql", "filesystem:sql/2026" ]\n' }],
  [
    "app/sql",
    {
      "app/src/main/resources/application.properties": "spring.flyway.locations=filesystem:sql\n",
    },
  ],
  [
    "store/src/main/resources/schema/versions",
    {
      "app/src/main/resources/application.yml":
        "spring:\n  application: {name: a}\n---\nspring:\n  flyway:\n    locations:\n      - classpath:/schema/versions\n",
    },
  ],
  [
    "src/main/resources/schema",
    { "src/main/resources/application-dev.yaml": "spring.flyway.locations: schema\n" },
  ],
  [
    "src/main/resources/schema",
    {
      "src/main/resources/application.yml":
        "quarkus:\n  datasource: {db-kind: postgresql}\n  flyway:\n    ducks:\n      locations: schema\n",
    },
  ],
  [
    "src/main/resources/schema",
    {
      "src/main/resources/application.properties":
        "%prod.quarkus.flyway.locations=classpath:schema\n",
    },
  ],
  [
    "src/main/resources/schema",
    {
      "src/main/resources/application.yml":
        "flyway:\n  datasources:\n    default:\n      locations: classpath:schema\n",
    },
  ],
  [
    "store/sql",
    {
      "store/pom.xml": [
        "<plugin>",
        "  <artifactId>flyway-maven-plugin</artifactId>",
        "  <configuration>",
        "    <locations>",
        "      <!-- <location>filesystem:old</location> -->",
        "      <location>filesystem:${project.basedir}/sql</location>",
        "    </locations>",
        "  </configuration>",
        "</plugin>",
      ].join("\n"),
    },
  ],
  [
    "src/main/resources/schema",
    {
      "pom.xml": "<properties><flyway.locations>classpath:schema</flyway.locations></properties>\n",
    },
  ],
  [
    "store/sql",
    {
      "store/build.gradle":
        "plugins { id 'org.flywaydb.flyway' }\nflyway {\n  locations = ['filesystem:sql'] // all\n}\n",
    },
  ],
  [
    "store/sql",
    {
      "store/build.gradle.kts":
        'plugins { id("org.flywaydb.flyway") }\nflyway {\n  locations = arrayOf("filesystem:$projectDir/sql")\n}\n',
    },
  ],
])("a location that the configuration names: %s, %o", async (location, around) => {
  const early = `${location}/2026/V2__nests.sql`;
  const folder = folderOf({
    ".git/HEAD": "",
    ...around,
    [`${location}/2025/V3__ducks.sql`]: duck,
    [early]: nest,
  });
  const client = await startServer(true);
  const uri = pathToFileURL(join(folder, early)).toString();
  await client.open(uri, nest);
  expect(await client.diagnostics(uri)).toMatchObject([{ code: "first-run/created-later" }]);
});

test("of several locations one does not hold all that is run", async () => {
  const names = (...all: readonly string[]): string =>
    `flyway.locations=${all.map((one) => `filesystem:${one}`).join(",")}\n`;
  const path = "rows/V2__nests.sql";
  const rows = `CREATE TABLE IF NOT EXISTS eggs (id int);\nCREATE TABLE IF NOT EXISTS shells (id int);\n${nest}`;
  const codes = async (configuration: string): Promise<readonly unknown[]> => {
    const folder = folderOf({ ".git/HEAD": "", "flyway.conf": configuration, [path]: rows });
    const client = await startServer(true);
    const uri = pathToFileURL(join(folder, path)).toString();
    await client.open(uri, rows);
    return (await client.diagnostics(uri)).map((one) => one.code);
  };
  expect(await codes(names("rows"))).toEqual(["first-run/never-created"]);
  expect(await codes(names("rows", "rows/2026"))).toEqual(["first-run/never-created"]);
  expect(await codes(names("tables", "rows"))).toEqual([]);
  expect(await codes("flyway.locations=filesystem:rows,classpath:db/{vendor}\n")).toEqual([]);
});
