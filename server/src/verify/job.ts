import type { Plan } from "./plan.ts";
import type { Progress, Report } from "./report.ts";

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

export type ToHost =
  | { readonly kind: "verify"; readonly id: number; readonly job: Job }
  | { readonly kind: "cancel"; readonly id: number };

export type FromHost =
  | { readonly kind: "progress"; readonly id: number; readonly progress: Progress }
  | { readonly kind: "report"; readonly id: number; readonly report: Report }
  /** The engine cannot be had. */
  | { readonly kind: "refused"; readonly id: number; readonly message: string };
