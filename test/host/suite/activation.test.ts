import assert from "node:assert/strict";
import { commands, extensions } from "vscode";
import {
  applyAction,
  closeWithoutSaving,
  extensionId,
  findings,
  fixAllCommand,
  openMigration,
  quickFixes,
  text,
} from "./support.ts";

const unguarded = "CREATE TABLE t (id int);\n";
const guarded = /CREATE TABLE IF NOT EXISTS t/i;

describe("a SQL file in a migrations folder", () => {
  afterEach(closeWithoutSaving);

  it("activates the extension", async () => {
    const extension = extensions.getExtension(extensionId);
    assert.ok(extension, `${extensionId} is not installed`);
    const { document } = await openMigration("001_a.sql", unguarded);
    await findings(document, (found) => found.length > 0);
    assert.ok(extension.isActive);
  });

  it("shows a finding on a statement that fails when run again", async () => {
    const { document } = await openMigration("001_a.sql", unguarded);
    const [finding] = await findings(document, (found) => found.length > 0);
    assert.equal(finding?.range.start.line, 0);
  });

  it("takes the finding away when the guard is typed", async () => {
    const editor = await openMigration("001_a.sql", unguarded);
    await findings(editor.document, (found) => found.length > 0);
    const afterTable = editor.document.positionAt("CREATE TABLE".length);
    await editor.edit((edit) => edit.insert(afterTable, " IF NOT EXISTS"));
    await findings(editor.document, (found) => found.length === 0);
  });

  it("offers a quick fix that adds IF NOT EXISTS, and undo takes it back", async () => {
    const { document } = await openMigration("001_a.sql", unguarded);
    const [finding] = await findings(document, (found) => found.length > 0);
    assert.ok(finding);
    const fix = (await quickFixes(document, finding)).find(({ title }) =>
      /IF NOT EXISTS/i.test(title),
    );
    assert.ok(fix, "no quick fix names IF NOT EXISTS");
    await applyAction(fix);
    await text(document, (now) => guarded.test(now));
    await findings(document, (found) => found.length === 0);

    await commands.executeCommand("undo");
    await text(document, (now) => now === unguarded);
    await findings(document, (found) => found.length > 0);
  });

  it("fixes all statements by one command", async () => {
    const { document } = await openMigration("001_a.sql", `${unguarded}CREATE TABLE u (id int);\n`);
    await findings(document, (found) => found.length >= 2);
    await commands.executeCommand(fixAllCommand);
    const fixed = await text(document, (now) => guarded.test(now));
    assert.match(fixed, /CREATE TABLE IF NOT EXISTS u/i);
    await findings(document, (found) => found.length === 0);
  });

  it("shows a syntax error where it is", async () => {
    const { document } = await openMigration("001_a.sql", "SELECT 1;\nCREATE TABEL t (id int);\n");
    const [finding] = await findings(document, (found) => found.length > 0);
    assert.equal(finding?.range.start.line, 1);
  });
});
