import type { Migration } from "./grammar/migration.ts";
import { isWellFormed } from "./grammar/session.ts";
import type { Difference } from "./run-case.ts";

/** The same difference with fewer statements; `differs` runs a case. */
export async function shrink(
  found: Found,
  differs: (migration: Migration) => Promise<Difference | undefined>,
): Promise<Found> {
  for (const smaller of without(found.migration)) {
    const difference = await differs(smaller);
    if (difference && signature(difference) === signature(found.difference))
      return shrink({ migration: smaller, difference }, differs);
  }
  return found;
}

export interface Found {
  readonly migration: Migration;
  readonly difference: Difference;
}

/** Equal for differences that likely have the same cause: the keywords, and both answers without the names. */
export function signature({ statement, postgres, simulated }: Difference): string {
  const keywords =
    statement
      ?.match(/\b[A-Z]{2,}\b/g)
      ?.slice(0, 6)
      .join(" ") ?? "catalog";
  return `${keywords}: ${answer(postgres)} / ${answer(simulated)}`;
}

const answer = (text: string): string =>
  /^(success|[0-9A-Z]{5}\b)/.exec(text)?.[0] ?? text.replace(/\S*\.\S*|\{.*/g, "").slice(0, 60);

function* without(migration: Migration): Generator<Migration> {
  for (const smaller of shorter(migration))
    if (isWellFormed(smaller.before) && isWellFormed(smaller.file)) yield smaller;
}

function* shorter({ before, file }: Migration): Generator<Migration> {
  for (const size of [4, 2, 1]) {
    for (let at = file.length - size; at >= 0; at -= size)
      yield { before, file: file.toSpliced(at, size) };
    for (let at = before.length - size; at >= 0; at -= size)
      yield { before: before.toSpliced(at, size), file };
  }
}
