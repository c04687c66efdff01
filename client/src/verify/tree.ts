import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { VerifyHistory, VerifyMigration } from "../../../protocol/requests.ts";
import { migrationFiles } from "../migration-files.ts";
import { verifyTree } from "../protocol.ts";

/** What a test item stands for; a history has neither path nor check, a check of a history has no path. */
export interface Place {
  readonly folder: string;
  readonly path?: string;
  readonly check?: string;
}

/** The tests: history → migration → fresh, again, down and up. */
export interface Tree {
  readonly controller: vscode.TestController;
  /** Asks the server what there is. */
  readonly refresh: () => Promise<void>;
  readonly placeOf: (item: vscode.TestItem) => Place | undefined;
  /** The item of one check; made when verify shows one that was not foreseen. */
  readonly checkItem: (place: Place) => vscode.TestItem | undefined;
  readonly migrationOf: (uri: vscode.Uri) => vscode.TestItem | undefined;
}

export function createTree(controller: vscode.TestController, client: LanguageClient): Tree {
  const places = new WeakMap<vscode.TestItem, Place>();
  const make: Make = (place, label, uri) => {
    const made = controller.createTestItem(idOf(place), label, uri);
    places.set(made, place);
    return made;
  };
  const parentOf = ({ folder, path }: Place): vscode.TestItem | undefined => {
    const history = controller.items.get(idOf({ folder }));
    return path ? history?.children.get(idOf({ folder, path })) : history;
  };

  return {
    controller,
    placeOf: (one) => places.get(one),
    async refresh() {
      if (!vscode.workspace.isTrusted) return controller.items.replace([untrusted(controller)]);
      const files = await migrationFiles();
      const uris = files.map((file) => client.code2ProtocolConverter.asUri(file));
      const histories = await client.sendRequest(verifyTree, { uris });
      controller.items.replace(histories.map((history) => historyItem(make, history)));
    },
    checkItem(place) {
      const parent = parentOf(place);
      const known = parent?.children.get(idOf(place));
      if (known || !parent) return known;
      const made = make(place, place.check ?? "", parent.uri);
      made.sortText = `~${place.check}`;
      parent.children.add(made);
      return made;
    },
    migrationOf(uri) {
      for (const [, history] of controller.items)
        for (const [, one] of history.children)
          if (one.uri?.toString() === uri.toString() && places.get(one)?.check === undefined)
            return one;
      return undefined;
    },
  };
}

type Make = (place: Place, label: string, uri?: vscode.Uri) => vscode.TestItem;

function historyItem(make: Make, history: VerifyHistory): vscode.TestItem {
  const label = vscode.workspace.asRelativePath(vscode.Uri.file(history.folder));
  const made = make({ folder: history.folder }, label);
  made.description = history.runner;
  for (const [index, migration] of history.migrations.entries()) {
    const one = migrationItem(make, history, migration);
    // In the order in which they are applied.
    one.sortText = String(index).padStart(6, "0");
    made.children.add(one);
  }
  return made;
}

function migrationItem(
  make: Make,
  history: VerifyHistory,
  migration: VerifyMigration,
): vscode.TestItem {
  const uri = vscode.Uri.parse(migration.uri);
  const place = { folder: history.folder, path: migration.path };
  const made = make(place, migration.name, uri);
  made.range = new vscode.Range(0, 0, 0, 0);
  const checks = [
    "fresh",
    ...(history.again ? ["again"] : []),
    ...(migration.hasDown ? ["down and up"] : []),
  ];
  for (const [index, check] of checks.entries()) {
    const one = make({ ...place, check }, check, uri);
    one.sortText = String(index);
    made.children.add(one);
  }
  return made;
}

const idOf = ({ folder, path, check }: Place): string =>
  [path ?? folder, ...(check === undefined ? [] : [check])].join("#");

function untrusted(controller: vscode.TestController): vscode.TestItem {
  const made = controller.createTestItem("untrusted", "Not in an untrusted workspace");
  const why = new vscode.MarkdownString(
    "Verify runs the SQL of your migrations. [Trust this workspace](command:workbench.trust.manage) to run it.",
  );
  why.isTrusted = { enabledCommands: ["workbench.trust.manage"] };
  made.error = why;
  return made;
}
