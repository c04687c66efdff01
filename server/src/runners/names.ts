import type { NameParts } from "./runner.ts";

/** `1_name.sql` and the like: digits, a separator, words. */
export const numberedName =
  (suffix: RegExp) =>
  (name: string): NameParts | undefined => {
    const match = new RegExp(`^[A-Za-z]?(\\d+)(?:__?|[-.])(.*?)${suffix.source}$`).exec(name);
    return match ? { version: match[1] ?? "", words: match[2] ?? "" } : undefined;
  };

/** `1_name/migration.sql` and the like. */
export const folderName =
  (pattern: RegExp) =>
  (name: string): NameParts | undefined => {
    const match = pattern.exec(name);
    return match ? { version: match[1] ?? "", words: match[2] ?? "" } : undefined;
  };
