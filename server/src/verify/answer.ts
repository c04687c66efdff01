import type { Answer, Lost, ServerError } from "./session.ts";

/** To whatever is asked of a session that is gone. */
export const lostAnswer = (lost: Lost): Answer => ({
  completed: 0,
  rows: [],
  milliseconds: 0,
  lost,
});

/** To what we do not send. */
export const refused = (message: string): Answer => ({
  completed: 0,
  rows: [],
  milliseconds: 0,
  error: { code: "42501", message },
});

/** `deadline`: milliseconds. */
export const tooLate = (deadline: number): Lost => ({
  kind: "deadline",
  message: `did not end within ${deadline / 1000} s and was stopped`,
});

/** The fields of an ErrorResponse, as the clients hand them on. */
export interface ErrorFields {
  readonly code?: string;
  readonly message: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly position?: string;
  readonly where?: string;
}

export const serverError = (given: ErrorFields): ServerError => ({
  code: given.code ?? "XX000",
  message: given.message,
  ...(given.detail ? { detail: given.detail } : {}),
  ...(given.hint ? { hint: given.hint } : {}),
  ...(given.position ? { position: Number(given.position) } : {}),
  ...(given.where ? { where: given.where } : {}),
});
