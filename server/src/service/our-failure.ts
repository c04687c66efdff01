import type { Machine } from "../plpgsql/execute.ts";

/** A bug of ours costs what it was at, never the files the rest of what there is to say of them. */
export function despiteFailure<T>(machine: Machine, what: string, otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    machine.failed?.(error, what);
    return otherwise;
  }
}

/** A bug of ours, as its user is told of it; `what`: at what it happened. */
export const ourFailure = (what: string, error: unknown): string =>
  `${what.length > longest ? `${what.slice(0, longest)}…` : what}: a failure of ours, please report it: ${stackOf(error)}`;

const longest = 200;

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
