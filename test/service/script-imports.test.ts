import { beforeAll, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { isOurs } from "../../server/src/sources/candidates.ts";
import { newParser } from "../support/parser.ts";
import { all, seen } from "../systems/found.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

const manifest = { "package.json": '{"dependencies":{"pg":"8"}}' };
const path = "src/migrations/1700000000000-Users.ts";
const migration = (
  imports: string,
  up: string,
): string => `import { MigrationInterface } from "typeorm";
${imports}

export class Users1700000000000 implements MigrationInterface {
  async up(queryRunner) {
    ${up}
  }
  async down() {}
}
`;

test.each([
  [
    "a text",
    "../migrations/sql/users",
    "export const BROKEN = `CREATE TABEL users (id int)`;",
    "await queryRunner.query(BROKEN);",
  ],
  [
    "a list",
    "./sql/users.js",
    'export const BROKEN = ["SELECT 1", "CREATE TABEL users (id int)"];',
    "for (const one of BROKEN) await queryRunner.query(one);",
  ],
  [
    "a part of a text",
    "./sql/users",
    'export const BROKEN = "TABEL";',
    "await queryRunner.query(`CREATE ${BROKEN} users (id int)`);",
  ],
  [
    "an entry",
    "./sql/users",
    'export const BROKEN = { up: "CREATE TABEL users (id int)" };',
    "await queryRunner.query(BROKEN.up);",
  ],
])(
  "a constant of another file is sent as it is there, and shown where it is used: %s",
  (_, from, text, up) => {
    const files = {
      [path]: migration(`import { BROKEN } from "${from}";`, up),
      "src/migrations/sql/users.ts": text,
    };
    const [found, ...rest] = seen(service, files, manifest);
    expect(found).toMatchObject({ rule: "first-run/syntax-error", path });
    expect(found?.text).toContain("BROKEN");
    expect(rest).toEqual([]);
  },
);

test("what is not in view stays unknown", () => {
  const files = {
    [path]: migration('import { SQL } from "@acme/sql";', "await queryRunner.query(SQL);"),
  };
  expect(all(service, files)).toEqual([]);
});

test("a file of constants below a folder of migrations is read", () => {
  const text = "export const A = `CREATE TABLE a (id int)`;\n";
  expect(isOurs({ path: "src/migrations/sql/users.ts", text })).toBe(true);
  expect(isOurs({ path: "src/pages/users.ts", text })).toBe(false);
});
