import type { Plan, PlannedFile } from "./plan.ts";
import type { FileReport, Progress, Report } from "./report.ts";

/** What the verify host is asked for: one history on one engine. */
export interface Job {
  readonly plan: Plan;
  readonly base?: Plan;
  readonly again: boolean;
  readonly twice: boolean;
  readonly down: boolean;
  /** Ask after each statement of the first run which relations it locked. */
  readonly locks: boolean;
  /** Milliseconds that one statement may take. */
  readonly deadline: number;
  readonly engine: EngineChoice;
}

export type EngineChoice =
  | { readonly kind: "built in" }
  /** Databases of our own on the user's server. The address never comes from a workspace. */
  | { readonly kind: "server"; readonly url: string }
  /** A server that we start ourselves from these binaries. */
  | { readonly kind: "binaries"; readonly folder: string };

/** One migration as it is being edited, on the database that the ones before it leave. */
export interface EditedJob {
  /** With the edited text. */
  readonly plan: Plan;
  readonly path: string;
  readonly deadline: number;
}

/** As it travels: what comes before the edited migration only when it is not as it was at the last time. */
export interface EditedMessage {
  readonly before?: Plan;
  readonly file: PlannedFile;
  readonly deadline: number;
}

export type ToHost =
  | { readonly kind: "edited"; readonly id: number; readonly job: EditedMessage }
  | { readonly kind: "verify"; readonly id: number; readonly job: Job }
  | { readonly kind: "cancel"; readonly id: number };

export type FromHost =
  | { readonly kind: "progress"; readonly id: number; readonly progress: Progress }
  | { readonly kind: "report"; readonly id: number; readonly report: Report }
  | { readonly kind: "file report"; readonly id: number; readonly report: FileReport }
  /** The engine cannot be had. */
  | { readonly kind: "refused"; readonly id: number; readonly message: string };
