import {
  type CodeAction,
  commands,
  type Diagnostic,
  type Disposable,
  type Event,
  languages,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from "vscode";

export const extensionId = "safe-migrations.safe-migrations";
const source = "safe-migrations";
export const fixAllCommand = "safeMigrations.fixAll";

const limit = 20_000;

let cases = 0;

/** Writes `text` to migrations/`name` and opens it; every test has a history of its own. */
export async function openMigration(name: string, text: string): Promise<TextEditor> {
  const workspaceFolder = workspace.workspaceFolders?.[0];
  if (!workspaceFolder) throw new Error("the tests need a workspace folder");
  const uri = Uri.joinPath(workspaceFolder.uri, `case-${++cases}`, "migrations", name);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return window.showTextDocument(uri);
}

const geese = {
  "package.json": '{ "dependencies": { "pg": "8.13.0", "typeorm": "0.3.20" } }',
  "1700000000001-Geese.ts": `import { MigrationInterface, QueryRunner } from "typeorm";

export class Geese1700000000001 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query("CREATE TABLE IF NOT EXISTS geese (id int)");
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query("DROP TABLE IF EXISTS geese");
  }
}
`,
};

/** A folder with a program of TypeORM; a text beside it is open. */
export async function typeormHistory(): Promise<Uri> {
  const { document } = await openMigration("notes.txt", "");
  const folder = Uri.joinPath(document.uri, "..");
  for (const [name, content] of Object.entries(geese))
    await workspace.fs.writeFile(Uri.joinPath(folder, name), new TextEncoder().encode(content));
  return folder;
}

/** Our findings on the document, as soon as `wanted` holds for them. */
export function findings(
  document: TextDocument,
  wanted: (found: readonly Diagnostic[]) => boolean,
): Promise<readonly Diagnostic[]> {
  const read = () =>
    languages.getDiagnostics(document.uri).filter((finding) => finding.source === source);
  return until(languages.onDidChangeDiagnostics, read, wanted);
}

/** The document's text, as soon as `wanted` holds for it. */
export function text(document: TextDocument, wanted: (text: string) => boolean): Promise<string> {
  return until(workspace.onDidChangeTextDocument, () => document.getText(), wanted);
}

/** The quick fixes that VS Code offers on a finding, with their edits filled in. */
export async function quickFixes(
  document: TextDocument,
  { range }: Diagnostic,
): Promise<readonly CodeAction[]> {
  return commands.executeCommand<CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    "quickfix",
    50,
  );
}

export async function applyAction({ edit, command }: CodeAction): Promise<void> {
  if (edit) await workspace.applyEdit(edit);
  if (command) await commands.executeCommand(command.command, ...(command.arguments ?? []));
}

/** Puts back what the file held before, so that closing it asks nothing. */
export async function closeWithoutSaving(): Promise<void> {
  await commands.executeCommand("workbench.action.files.revert");
  await commands.executeCommand("workbench.action.closeActiveEditor");
}

/** Reads now and after every event, never by the clock; the limit only ends a test that fails. */
function until<E, T>(event: Event<E>, read: () => T, wanted: (value: T) => boolean): Promise<T> {
  // Made here and not in the timer, so that its stack names the line of the test.
  const inVain = new Error();
  return new Promise((resolve, reject) => {
    let listener: Disposable | undefined;
    const timer = setTimeout(() => {
      listener?.dispose();
      inVain.message = `waited ${limit / 1000} s in vain; last seen: ${JSON.stringify(read())}`;
      reject(inVain);
    }, limit);
    const look = () => {
      const value = read();
      if (!wanted(value)) return;
      clearTimeout(timer);
      listener?.dispose();
      resolve(value);
    };
    listener = event(look);
    look();
  });
}
