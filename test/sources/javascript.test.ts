import { beforeAll, describe, expect, test } from "vitest";
import { nothingSaid } from "../../server/src/history/declared.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { applyEdits } from "../../server/src/text/edits.ts";
import { newParser } from "../support/parser.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

type Files = Readonly<Record<string, string>>;
const pg = { "package.json": '{ "dependencies": { "pg": "8" } }' };

function open(files: Files, manifest: Files = pg) {
  const given = Object.entries(files).map(([path, text]) => ({ path, text }));
  const nearby = Object.entries(manifest).map(([path, text]) => ({ path, text }));
  return service.open(given, { base: "", nearby, declared: () => nothingSaid });
}

/** What the migrations send upwards, in their order. */
const sends = (files: Files, manifest?: Files): readonly string[] =>
  open(files, manifest).flatMap((history) =>
    history.files.flatMap(({ source }) =>
      (source?.sends ?? [])
        .filter(({ span }) => source && span.end <= source.up.end)
        .map(({ span }) => source?.sql.slice(span.start, span.end).trim() ?? ""),
    ),
  );

const options = { rerun: "require", disabledRules: [] } as const;

/** Rule and underlined text of every finding. */
const found = (files: Files): readonly string[] =>
  open(files).flatMap((history) =>
    Object.keys(files).flatMap((path) =>
      service
        .check(history, path, options)
        .findings.map(
          ({ rule, span }) => `${rule} ${(files[path] ?? "").slice(span.start, span.end)}`,
        ),
    ),
  );

/** The file after the first fix of its first finding. */
function mended(path: string, text: string): string {
  const [history] = open({ [path]: text });
  const [finding] = history ? service.check(history, path, options).findings : [];
  const [fix] = history && finding ? service.fixes(history, finding, options) : [];
  return applyEdits(text, fix?.edits ?? []);
}

const typeorm = (up: string, more = "", name = "A1700000000000"): string =>
  `import { MigrationInterface, QueryRunner, Table } from "typeorm";
${more}
export class ${name} implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
${up}
  }
  public async down(): Promise<void> {}
}
`;
const path = "src/migrations/1700000000000-A.ts";
const inTypeorm = (up: string, more?: string) => ({ [path]: typeorm(up, more) });

describe("what is sent, tool by tool", () => {
  test("TypeORM: strings, templates, constants, loops, methods of the class", () => {
    const up = `
    await queryRunner.query('CREATE TABLE a (t text DEFAULT \\'x\\')');
    await queryRunner.query(\`CREATE TABLE \${B} (id int)\`);
    await queryRunner.query("CREATE TABLE c " +
      "(id int)");
    for (const one of ["d", "e"]) await queryRunner.query(\`CREATE TABLE \${one} (id int)\`);
    await Promise.all(INDEXES.map((sql) => queryRunner.query(sql)));
    const rows: unknown[] = await queryRunner.query("SELECT 1");
    await this.more(queryRunner);
  }
  private async more(q: QueryRunner) {
    await q.query(sql);`;
    const more = `const B = "b";
const INDEXES = [\`CREATE INDEX i ON \${B} (id)\`, "CREATE INDEX j ON c (id)"] as const;
const sql = String.raw\`COMMENT ON TABLE a IS 'a\\b'\`;`;
    expect(sends(inTypeorm(up, more))).toEqual([
      "CREATE TABLE a (t text DEFAULT 'x')",
      "CREATE TABLE b (id int)",
      "CREATE TABLE c (id int)",
      "CREATE TABLE d (id int)",
      "CREATE TABLE e (id int)",
      "CREATE INDEX i ON b (id)",
      "CREATE INDEX j ON c (id)",
      "SELECT 1",
      "COMMENT ON TABLE a IS 'a\\b'",
    ]);
  });

  test("Knex: functions and objects, chained and returned", () => {
    expect(
      sends({
        "migrations/1_a.js": `exports.up = function (knex) {
  return knex.schema.raw("CREATE TABLE a (id int)").raw("CREATE INDEX i ON a (id)");
};
exports.down = (knex) => knex.raw("DROP TABLE a");
`,
        "migrations/2_b.ts": `import type { Knex } from "knex";
export async function up(knex: Knex): Promise<void> {
  await knex.transaction(async (trx) => {
    await trx.raw("CREATE TABLE b (id int)");
  });
  const now = knex.raw("now()");
  await knex("b").insert({ id: knex.raw("1") });
}
`,
        "migrations/3_c.js": `module.exports = {
  up: async (knex) => knex.raw("CREATE TABLE c (id int)"),
  async down(knex) { await knex.raw("DROP TABLE c"); },
};
`,
      }),
    ).toEqual([
      "CREATE TABLE a (id int)",
      "CREATE INDEX i ON a (id)",
      "CREATE TABLE b (id int)",
      "CREATE TABLE c (id int)",
    ]);
  });

  test("Kysely: sql`…`.execute(db); a hole is a parameter, unless it is raw", () => {
    expect(
      sends({
        "src/migrations/2024-a.ts": `import { Kysely, sql } from "kysely";
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql\`CREATE TABLE a (id int)\`.execute(db);
  await sql\`CREATE TABLE \${sql.raw("b")} (id int)\`.execute(db);
  await sql.raw("CREATE TABLE c (id int)").execute(db);
  await sql\`INSERT INTO a VALUES (\${1})\`.execute(db);
};
`,
      }),
    ).toEqual(["CREATE TABLE a (id int)", "CREATE TABLE b (id int)", "CREATE TABLE c (id int)"]);
  });

  test("MikroORM: addSql", () => {
    expect(
      sends({
        "src/migrations/Migration1.ts": `import { Migration } from "@mikro-orm/migrations";
export class Migration1 extends Migration {
  override async up(): Promise<void> {
    this.addSql(\`create table "a" ("id" int);\`);
  }
}
`,
      }),
    ).toEqual(['create table "a" ("id" int);']);
  });

  test("node-pg-migrate: pgm.sql; no transaction where it says so", () => {
    const files = {
      "migrations/1_a.js": `exports.up = (pgm) => {
  pgm.noTransaction();
  pgm.sql("CREATE INDEX CONCURRENTLY i ON a (id)");
};
exports.down = false;
`,
    };
    expect(sends(files, {})).toEqual(["CREATE INDEX CONCURRENTLY i ON a (id)"]);
    expect(open(files, {})[0]?.files[0]?.outsideTransaction).toBe(true);
    expect(found(files).filter((one) => one.startsWith("first-run"))).toEqual([]);
  });

  test("Sequelize and Umzug: the query of the interface", () => {
    expect(
      sends({
        "migrations/1-a.js": `module.exports = {
  up: (queryInterface, Sequelize) =>
    queryInterface.sequelize.query('CREATE TABLE "a" (id int)'),
};
`,
      }),
    ).toEqual(['CREATE TABLE "a" (id int)']);
  });
});

test("TypeORM goes by the time in the class's name", () => {
  const one = (table: string, name: string) =>
    typeorm(`await queryRunner.query("CREATE TABLE ${table} (id int)");`, "", name);
  expect(
    sends({
      "src/migrations/a.ts": one("second", "X1700000000002"),
      "src/migrations/b.ts": one("first", "Y1700000000001"),
    }),
  ).toEqual(["CREATE TABLE first (id int)", "CREATE TABLE second (id int)"]);
});

describe("places", () => {
  test("a finding stands in the string, behind escapes, and its fix is written as the literal wants it", () => {
    const text = typeorm(
      `    await queryRunner.query('COMMENT ON TABLE q IS \\'\\u00e4\\'; CREATE TYPE kind AS ENUM (\\'x\\')');`,
    );
    expect(found({ [path]: text })).toEqual(["rerun/guard-needed kind"]);
    expect(mended(path, text)).toContain("IF NOT EXISTS (\\n");
    expect(mended(path, text)).toContain("AS ENUM (\\'x\\')");
  });

  test("in a template a fix is written over several lines, with its marks escaped", () => {
    const text = typeorm("    await queryRunner.query(`CREATE TABLE a (id int)`);");
    expect(mended(path, text)).toContain("query(`CREATE TABLE IF NOT EXISTS a (id int)`)");
  });

  test("in a constant", () => {
    const text = typeorm("    await queryRunner.query(A);", "const A = `CREATE TABLE a (id int)`;");
    expect(mended(path, text)).toContain("const A = `CREATE TABLE IF NOT EXISTS a (id int)`;");
  });

  test("what is put together from a loop is shown where the statement is written", () => {
    expect(
      found(
        inTypeorm(
          `    for (const t of ["x", "y"]) await queryRunner.query("CREATE TABLE t_" + t + " (id int)");`,
        ),
      ),
    ).toEqual(["rerun/create-if-not-exists t_", "rerun/create-if-not-exists t_"]);
  });

  test("a syntax error", () => {
    expect(found(inTypeorm('    await queryRunner.query("CREATE TABEL a (id int)");'))).toEqual([
      "first-run/syntax-error TABEL",
    ]);
  });
});

describe("a fresh database", () => {
  const first = `await queryRunner.query("CREATE TABLE IF NOT EXISTS a (id int)");
    await queryRunner.query("CREATE TABLE IF NOT EXISTS z (id int)");`;
  const uses = 'await queryRunner.query("ALTER TABLE b ADD COLUMN IF NOT EXISTS x int");';

  test("has no table that nothing creates", () => {
    expect(found(inTypeorm(first + uses))).toEqual(["first-run/never-created b"]);
  });

  test.each([
    ["the tool's own words", 'await queryRunner.createTable(new Table({ name: "b" }));'],
    ["a function of elsewhere", "await prepare(queryRunner);"],
    ["a callback of elsewhere", "await each(list, (one) => queryRunner.query(one));"],
    ["a text that is not known", "await queryRunner.query(process.env.SQL);"],
    [
      "a condition that nobody knows",
      `if (isSet()) { await queryRunner.query("CREATE TABLE b ()"); }`,
    ],
  ])("may have it after %s", (_, call) => {
    expect(found(inTypeorm(first + call + uses))).toEqual([]);
  });

  test("may have it again after the tool dropped it in its own words", () => {
    const again = 'await queryRunner.query("CREATE TABLE a (id int)");';
    expect(found(inTypeorm(first + again))).toContain("first-run/created-twice a");
    expect(
      found(inTypeorm(`${first}await queryRunner.dropTable("a");${again}`)).filter((one) =>
        one.startsWith("first-run"),
      ),
    ).toEqual([]);
  });

  test("is asked whether a table or a column is there", () => {
    const guarded = `if (!(await queryRunner.hasColumn("a", "x"))) {
      await queryRunner.query("ALTER TABLE a ADD COLUMN x int");
    }
    const exists = await queryRunner.hasTable("c");
    if (exists) return;
    await queryRunner.query("CREATE TABLE c (id int)");`;
    expect(found(inTypeorm(first + guarded))).toEqual([]);
  });

  test("is asked what a query finds", () => {
    const asks = (operator: string) => `
    const found = await queryRunner.query("SELECT 1 FROM information_schema.tables WHERE table_name = 'b';");
    if (found.length ${operator}) {
      await queryRunner.query("CREATE TABLE b (id int)");
    }`;
    expect(found(inTypeorm(first + asks("=== 0") + uses))).toEqual([]);
    expect(found(inTypeorm(first + asks("> 0") + uses))).toContain("first-run/never-created b");
  });

  test("is PostgreSQL where the program asks which database it is", () => {
    const asks = `if (queryRunner.connection.options.type === "sqlite") {
      await queryRunner.query("CREATE TABEL nothing");
    } else {
      await queryRunner.query("CREATE TABLE c (id int)");
    }`;
    expect(sends(inTypeorm(asks))).toEqual(["CREATE TABLE c (id int)"]);
  });
});

describe("files that are left alone", () => {
  const files = { [path]: typeorm('    await queryRunner.query("CREATE TABLE a (id int)");') };

  test.each([
    ["another database's client", { "package.json": '{ "dependencies": { "mysql2": "3" } }' }],
    ["nobody says which database", {}],
  ])("%s", (_, manifest) => expect(open(files, manifest)).toEqual([]));

  test("another database's words", () => {
    const mysql = typeorm("await queryRunner.query('CREATE TABLE `a` (id int AUTO_INCREMENT)');");
    expect(open({ [path]: mysql })).toEqual([]);
  });

  test("programs that only have something called up", () => {
    expect(open({ "src/migrations/a.ts": "export const up = (list) => list.pop();\n" })).toEqual(
      [],
    );
  });
});
