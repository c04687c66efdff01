import { topLevelOnly } from "../plpgsql/top-level-only.ts";
import type { OpenedFile } from "./open.ts";
import type { ReadStatement } from "./read-statements.ts";

/** How the statements of a file share transactions when its runner applies it. */
export type Wrapped =
  /** Each by itself. */
  | "apart"
  /** All that is sent at once, the file's statements, in one. */
  | "together"
  /** With the files before and after it. */
  | "with other files"
  | "unknown";

/** Where no runner was recognised, nobody knows. BEGIN and COMMIT in the file itself change the answer. */
export function wrappedBy({ grouping }: OpenedFile, count: number): Wrapped {
  switch (grouping) {
    case "one query":
      return count > 1 ? "together" : "apart";
    case "per file":
      return "together";
    case "all pending":
      return "with other files";
    case "per statement":
      return "apart";
    default:
      return "unknown";
  }
}

/** The name of a statement that its runner puts into a transaction block, where PostgreSQL refuses it. */
export function refusedInside(
  wrapped: Wrapped,
  statements: readonly { readonly read: ReadStatement }[],
  index: number,
): string | undefined {
  if (wrapped !== "together" && wrapped !== "with other files") return undefined;
  const effects = statements[index]?.read.effects ?? [];
  const name = effects.map(topLevelOnly).find((one) => one !== undefined);
  if (name === undefined) return undefined;
  const leaves = statements.slice(0, index).some(({ read }) => read.effects.some(endsTransaction));
  return leaves ? undefined : name;
}

const endsTransaction = (effect: ReadStatement["effects"][number]): boolean =>
  effect.kind === "transaction" && /^(commit|rollback)$/.test(effect.command);
