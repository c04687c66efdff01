import { RequestType } from "vscode-languageclient";

/** Requests of our own; server/src/lsp/requests.ts answers them. */
export const status = new RequestType<{ uri: string }, Status | null, void>(
  "safeMigrations/status",
);
export const folders = new RequestType<{ uris: string[] }, Folder[], void>(
  "safeMigrations/folders",
);
export const kinds = new RequestType<Record<string, never>, Kind[], void>("safeMigrations/kinds");
export const planMigration = new RequestType<PlanRequest, Plan, void>(
  "safeMigrations/planMigration",
);
export const rules = new RequestType<Record<string, never>, RuleTitle[], void>(
  "safeMigrations/rules",
);
export const ruleDocumentation = new RequestType<{ id: string }, string | null, void>(
  "safeMigrations/ruleDocumentation",
);

export interface Status {
  readonly folder: string;
  readonly runner: string;
  readonly because: string;
  readonly files: number;
}
export interface Folder {
  /** Absolute posix path. */
  readonly folder: string;
  readonly runner: string;
  readonly because: string;
}
export interface Kind {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
}
export interface PlanRequest {
  readonly folder: string;
  readonly kind: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}
/** Texts are snippets. */
export type Plan =
  | {
      readonly files: readonly { readonly path: string; readonly snippet: string }[];
      /** Files that must name the new migration, with their whole new text. */
      readonly edits: readonly { readonly path: string; readonly text: string }[];
    }
  | { readonly problem: string };
export interface RuleTitle {
  readonly id: string;
  readonly title: string;
}
