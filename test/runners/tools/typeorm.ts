import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DataSource, type MigrationInterface, type QueryRunner } from "typeorm";
import type { Tool } from "../tools.ts";

/** Migrations of TypeORM are classes with thirteen digits at the end of their names: each sends the SQL file of its number. */
export const typeorm: Tool = {
  runner: "typeorm",
  name: (n) => `migrations/${n}-a.sql`,
  text: (body) => body,
  beside: () => ({
    "src/data-source.ts":
      'export const source = new DataSource({ type: "postgres", migrations: ["./migrations/*.ts"] });\n',
  }),
  async run(project, database) {
    const source = new DataSource({
      type: "postgres",
      url: database,
      migrations: classesOf(join(project, "migrations")),
    });
    await source.initialize();
    try {
      await source.runMigrations();
    } finally {
      await source.destroy();
    }
  },
};

const classesOf = (folder: string): (new () => MigrationInterface)[] =>
  readdirSync(folder).map((name) => {
    const number = name.replace(/-.*/, "").padStart(13, "0");
    return class implements MigrationInterface {
      readonly name = `A${number}`;
      async up(runner: QueryRunner): Promise<void> {
        await runner.query(readFileSync(join(folder, name), "utf8"));
      }
      async down(): Promise<void> {}
    };
  });
