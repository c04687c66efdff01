/** The command line, or what it names, is wrong: a message for whoever wrote it, no stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** By name: the front and the commands are bundles of their own, each with its own class. */
export const isUsageError = (error: unknown): error is Error =>
  error instanceof Error && error.name === "UsageError";
