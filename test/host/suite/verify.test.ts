import assert from "node:assert/strict";
import { commands, type Event, extensions, languages, Uri, window, workspace } from "vscode";
import { closeWithoutSaving, extensionId, openMigration, typeormHistory } from "./support.ts";

interface Outcome {
  readonly id: string;
  readonly result: {
    readonly outcome: string;
    readonly problems: readonly { readonly message: string }[];
  };
}

const migrations = {
  "001_ducks.up.sql": "CREATE TABLE ducks (id int);\n",
  "001_ducks.down.sql": "DROP TABLE ducks;\n",
  "002_broken.up.sql": "SELECT 1;\nALTER TABLE ducks ADD COLUMN name txt;\n",
};

/** What the next run of the Test Explorer comes to. */
async function nextRun(): Promise<readonly Outcome[]> {
  const extension = extensions.getExtension<{ onDidVerify: Event<readonly Outcome[]> }>(
    extensionId,
  );
  assert.ok(extension);
  const { onDidVerify } = await extension.activate();
  return new Promise((done) => {
    const listening = onDidVerify((outcomes) => {
      listening.dispose();
      done(outcomes);
    });
  });
}

/** `001_ducks.up.sql#fresh: passed` */
const told = (outcomes: readonly Outcome[], folder: string): readonly string[] =>
  outcomes
    .filter(({ id }) => id.startsWith(`${folder}/`))
    .map(({ id, result }) =>
      [
        `${id.slice(folder.length + 1)}: ${result.outcome}`,
        ...result.problems.map((one) => one.message),
      ].join(" "),
    );

describe("the Test Explorer", () => {
  afterEach(async () => {
    await workspace.getConfiguration("safeMigrations").update("verify.onSave", undefined, false);
    await closeWithoutSaving();
  });

  it("runs a history, and marks the statement that PostgreSQL refuses until it is edited", async () => {
    const editor = await openMigration("003_last.up.sql", "SELECT 1;\n");
    const folder = Uri.joinPath(editor.document.uri, "..");
    for (const [name, text] of Object.entries(migrations))
      await workspace.fs.writeFile(Uri.joinPath(folder, name), new TextEncoder().encode(text));
    await commands.executeCommand("testing.refreshTests");
    const run = nextRun();
    await commands.executeCommand("testing.runAll");
    const ducks = 'failed 42P07 relation "ducks" already exists';
    assert.deepEqual(told(await run, folder.path), [
      "001_ducks.up.sql#fresh: passed",
      `001_ducks.up.sql#again: ${ducks}`,
      '002_broken.up.sql#fresh: failed 42704 type "txt" does not exist',
      "002_broken.up.sql#again: passed",
      "003_last.up.sql#fresh: passed",
      "003_last.up.sql#again: passed",
      "001_ducks.up.sql#down and up: passed",
    ]);

    const broken = await window.showTextDocument(Uri.joinPath(folder, "002_broken.up.sql"));
    const marks = () =>
      languages
        .getDiagnostics(broken.document.uri)
        .filter(({ source }) => source === "safe-migrations verify");
    assert.deepEqual(
      marks().map(
        ({ message, range }) => `${message} ${range.start.line}:${range.start.character}`,
      ),
      ['42704 type "txt" does not exist 1:34'],
    );
    await broken.edit((edit) => edit.insert(broken.document.positionAt(0), " "));
    assert.deepEqual(marks(), []);
    // All histories that the tests before have written are run.
  }).timeout(120_000);

  it("runs what programs send", async () => {
    const folder = await typeormHistory();
    await commands.executeCommand("testing.refreshTests");
    const run = nextRun();
    await commands.executeCommand("testing.runAll");
    assert.deepEqual(told(await run, folder.path), [
      "1700000000001-Geese.ts#fresh: passed",
      "1700000000001-Geese.ts#again: passed",
      "1700000000001-Geese.ts#down and up: passed",
    ]);
  }).timeout(120_000);

  it("runs a migration when it is saved, where that is wished", async () => {
    await workspace.getConfiguration("safeMigrations").update("verify.onSave", true, false);
    const editor = await openMigration("001_a.up.sql", "CREATE TABLE a (id int);\n");
    await commands.executeCommand("testing.refreshTests");
    const after = editor.document.positionAt("CREATE TABLE".length);
    await editor.edit((edit) => edit.insert(after, " IF NOT EXISTS"));
    const run = nextRun();
    await editor.document.save();
    assert.deepEqual(told(await run, Uri.joinPath(editor.document.uri, "..").path), [
      "001_a.up.sql#fresh: passed",
      "001_a.up.sql#again: passed",
    ]);
  });
});
