import {
  type ClientCapabilities,
  CodeLensRefreshRequest,
  type Connection,
  DiagnosticRefreshRequest,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { readSettings, type Settings } from "../config/settings.ts";

/** The one client that a server answers, and what it has said of itself so far. */
export interface Client {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  can: Abilities;
  settings: Settings;
  /** What runs code that a repository brings (its SQL, git by its configuration) waits for this. */
  isTrusted: boolean;
}

/** What a client can do; nothing until it has introduced itself. */
export interface Abilities {
  /** It asks for diagnostics; they are not sent to it. */
  readonly pull: boolean;
  readonly configuration: boolean;
  readonly refreshDiagnostics: boolean;
  readonly refreshLenses: boolean;
  readonly progress: boolean;
}

export const createClient = (connection: Connection): Client => ({
  connection,
  documents: new TextDocuments(TextDocument),
  can: abilitiesOf({}),
  settings: readSettings(undefined).settings,
  isTrusted: false,
});

export const abilitiesOf = ({
  textDocument,
  workspace,
  window,
}: ClientCapabilities): Abilities => ({
  pull: textDocument?.diagnostic !== undefined,
  configuration: workspace?.configuration === true,
  refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
  refreshLenses: workspace?.codeLens?.refreshSupport === true,
  progress: window?.workDoneProgress === true,
});

export function refreshDiagnostics({ connection }: Client): void {
  void connection.sendRequest(DiagnosticRefreshRequest.type).catch(() => {});
}

export function refreshLenses({ connection, can }: Client): void {
  if (can.refreshLenses) void connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
}
