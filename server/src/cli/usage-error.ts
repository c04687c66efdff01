/** What the user asked cannot be done: one clear line, exit code 2. */
export class UsageError extends Error {}
