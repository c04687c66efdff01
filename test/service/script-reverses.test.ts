import { beforeAll, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { seen } from "../systems/found.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

const manifest = { "package.json": '{"dependencies":{"pg":"8","@mikro-orm/postgresql":"6"}}' };
const path = "src/migrations/1700000000000-Users.ts";
const users = `CREATE TABLE "users" ("id" integer PRIMARY KEY, "email" text)`;

const typeorm = (
  down: string,
): string => `import { MigrationInterface, QueryRunner } from "typeorm";

export class Users1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`${users}\`);
    await queryRunner.query(\`CREATE INDEX "users_email" ON "users" ("email")\`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    ${down}
  }
}
`;
const knex = (down: string): string => `import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.raw(\`${users}\`);
  await knex.schema.raw("CREATE TABLE posts (id integer PRIMARY KEY)");
}

export async function down(knex: Knex): Promise<void> {
  ${down}
}
`;
const kysely = (down: string): string => `import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql\`${users}\`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  ${down}
}
`;
const mikro = (down: string): string => `import { Migration } from "@mikro-orm/migrations";

export class Migration20240101000000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(\`${users};\`);
  }

  override async down(): Promise<void> {
    ${down}
  }
}
`;

const told = (text: string) => seen(service, { [path]: text }, manifest);

test.each([
  ["TypeORM", typeorm('await queryRunner.query(`DROP TABLE "user"`);'), 'DROP TABLE "user"'],
  ["Knex", knex('await knex.raw("DROP TABLE post");'), "DROP TABLE post"],
  [
    "Kysely",
    kysely("await sql`DROP TABLE user_accounts`.execute(db);"),
    "DROP TABLE user_accounts",
  ],
  ["MikroORM", mikro('this.addSql(`drop table "user";`);'), 'drop table "user"'],
])("a reverse that fails is an error in its program: %s", (_, text, at) => {
  expect(told(text)).toEqual([{ rule: "history/down-fails", path, text: at, fixes: [] }]);
});

test("what the reverse leaves over is a warning at its beginning", () => {
  const [found] = told(knex('await knex.raw("DROP TABLE posts");'));
  expect(found).toMatchObject({ rule: "history/down-incomplete", path });
  expect(found?.text).toBe("DROP TABLE posts");
});

test("a column that was meant is written where the reverse stands", () => {
  const text = typeorm(
    'await queryRunner.query(`UPDATE "users" SET "emai" = NULL`);\n    await queryRunner.query(`DROP TABLE "users"`);',
  );
  expect(told(text)).toEqual([
    expect.objectContaining({ rule: "history/down-fails", fixes: ["Change to email"] }),
  ]);
});

test.each([
  ["TypeORM", typeorm('await queryRunner.query(`DROP TABLE "users"`);')],
  ["Knex", knex('await knex.raw("DROP TABLE posts");\n  await knex.raw("DROP TABLE users");')],
  ["a schema builder's", knex('await knex.schema.dropTable("posts");')],
  ["Kysely", kysely('await db.schema.dropTable("users").execute();')],
  ["MikroORM", mikro('this.addSql(`drop table "users";`);')],
  ["an empty one", typeorm("")],
  ["one that does what is not in view", typeorm("await dropAll(queryRunner);")],
])("a reverse that undoes, or that nobody can follow, is silent: %s", (_, text) => {
  expect(told(text)).toEqual([]);
});
