import type { Range } from "vscode-languageserver";

/** The requests of our own, by method: what the client asks, and what the server answers. */
export interface Requests {
  "safeMigrations/status": { readonly asked: OneFile; readonly answer: Status | null };
  "safeMigrations/folders": { readonly asked: Files; readonly answer: readonly Folder[] };
  "safeMigrations/kinds": { readonly asked: object; readonly answer: readonly Kind[] };
  "safeMigrations/planMigration": { readonly asked: PlanRequest; readonly answer: Plan };
  "safeMigrations/planGate": { readonly asked: GateRequest; readonly answer: GatePlan };
  "safeMigrations/rules": { readonly asked: object; readonly answer: readonly RuleTitle[] };
  "safeMigrations/ruleDocumentation": {
    readonly asked: { readonly id: string };
    readonly answer: string | null;
  };
  "safeMigrations/verifyTree": { readonly asked: Files; readonly answer: readonly VerifyHistory[] };
  "safeMigrations/verify": { readonly asked: VerifyRequest; readonly answer: VerifyAnswer };
}
export type Method = keyof Requests;
export type Asked<M extends Method> = Requests[M]["asked"];
export type Answer<M extends Method> = Requests[M]["answer"];

export interface OneFile {
  readonly uri: string;
}
export interface Files {
  readonly uris: readonly string[];
}

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
export interface GateRequest {
  /** Absolute posix path of the repository. */
  readonly root: string;
  readonly uris: readonly string[];
  readonly husky: boolean;
}
export interface GateFile {
  /** From the repository's top. */
  readonly path: string;
  readonly text: string;
  readonly executable: boolean;
}
export type GatePlan =
  | { readonly files: readonly GateFile[]; readonly next: readonly string[] }
  | { readonly problem: string };
export interface RuleTitle {
  readonly id: string;
  readonly title: string;
}
export interface VerifyHistory {
  /** Absolute posix path. */
  readonly folder: string;
  readonly runner: string;
  /** Second runs matter. */
  readonly again: boolean;
  readonly migrations: readonly VerifyMigration[];
}
export interface VerifyMigration {
  readonly path: string;
  readonly uri: string;
  readonly name: string;
  readonly hasDown: boolean;
}
export interface VerifyRequest {
  readonly folder: string;
  /** null: all, and the history as a whole. */
  readonly paths: readonly string[] | null;
  readonly again: boolean;
  readonly down: boolean;
  /** Token under which progress is told. */
  readonly progress: string;
  readonly server?: VerifyServer;
}
/** A PostgreSQL server of the user's. */
export interface VerifyServer {
  readonly url: string;
  /** The user has said so of a host that is not this machine. */
  readonly allowRemoteHost: boolean;
}
export type VerifyAnswer =
  | { readonly refused: string }
  | {
      readonly engine: string;
      readonly notes: readonly string[];
      readonly cancelled: boolean;
      /** Why the run ended before everything had been shown. */
      readonly stopped?: string;
      readonly results: readonly VerifyResult[];
    };
export type VerifyProgress =
  | { readonly kind: "file"; readonly path: string; readonly check: string }
  | { readonly kind: "result"; readonly result: VerifyResult };
export interface VerifyResult {
  /** Of the migration; of the folder, when the history as a whole was checked. */
  readonly path: string;
  readonly check: string;
  /** told: not a failure as this tool runs migrations, or nothing that could be shown. */
  readonly outcome: "passed" | "failed" | "stopped" | "told";
  readonly milliseconds: number;
  readonly problems: readonly VerifyProblem[];
}
export interface VerifyProblem {
  readonly kind: "error" | "difference" | "stopped" | "unverified";
  readonly severity: "error" | "warning" | "information";
  readonly message: string;
  readonly uri: string;
  readonly range: Range;
  readonly expected?: string;
  readonly actual?: string;
}
