import assert from "node:assert/strict";
import { commands, window } from "vscode";
import { closeWithoutSaving, openMigration, typeormHistory } from "./support.ts";

describe("New Migration", () => {
  afterEach(closeWithoutSaving);

  it("goes on with the folder's numbers, and opens what it wrote", async () => {
    const { document } = await openMigration(
      "000007_geese.up.sql",
      "CREATE TABLE geese (id int);\n",
    );
    const folder = document.uri.path.replace(/\/[^/]*$/, "");
    await commands.executeCommand("safeMigrations.newMigration", {
      folder,
      kind: "add-column",
      name: "add wings",
    });
    const opened = window.activeTextEditor?.document;
    assert.equal(opened?.uri.path, `${folder}/000008_add_wings.up.sql`);
    assert.match(opened.getText(), /^ALTER TABLE \w+ ADD COLUMN IF NOT EXISTS /m);
  });

  it("writes a program where the migrations are programs", async () => {
    const folder = await typeormHistory();
    await commands.executeCommand("safeMigrations.newMigration", {
      folder: folder.path,
      kind: "add-column",
      name: "add wings",
    });
    const opened = window.activeTextEditor?.document;
    assert.match(opened?.uri.path ?? "", /\/\d{13}-AddWings\.ts$/);
    assert.equal(
      opened?.getText().replaceAll(/\d{13}/g, "TIME"),
      `import { MigrationInterface, QueryRunner } from "typeorm";

export class AddWingsTIME implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`ALTER TABLE accounts ADD COLUMN IF NOT EXISTS nickname text\`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`ALTER TABLE accounts DROP COLUMN IF EXISTS nickname\`);
  }
}
`,
    );
  });
});
