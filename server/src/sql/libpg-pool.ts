import type { Instance } from "./libpg-instance.ts";

/**
 * Keeps a sound instance at hand. One that threw is never used again: its memory is in disorder, and a later text may
 * keep it busy for ever. A new one can only be made asynchronously, so a spare stands ready; if that breaks as well
 * before its successor is there, texts go unread for a moment.
 */
export interface Pool {
  readonly use: <T>(work: (instance: Instance) => T) => Used<T>;
}

export type Used<T> =
  | { readonly value: T }
  /** `broke`: by this very text; otherwise there was no instance at all. */
  | { readonly value: undefined; readonly broke: boolean };

export async function createPool(make: () => Promise<Instance>): Promise<Pool> {
  let current: Instance | undefined = await make();
  let spare: Instance | undefined;
  let making = false;

  async function prepare(): Promise<void> {
    if (making) return;
    making = true;
    try {
      const fresh = await make();
      if (current) spare = fresh;
      else current = fresh;
    } catch {
      // No memory for one now; the next text asks again.
    }
    making = false;
    if (current && !spare) void prepare();
  }

  function replace(): void {
    current = spare;
    spare = undefined;
    void prepare();
  }

  void prepare();
  return {
    use(work) {
      if (!current) {
        void prepare();
        return { value: undefined, broke: false };
      }
      try {
        const value = work(current);
        if (spare && current.size() > largest) replace();
        return { value };
      } catch {
        replace();
        return { value: undefined, broke: true };
      }
    },
  };
}

/** Bytes; an instance starts with 128 MiB of mostly untouched memory and keeps for ever what it grew to. */
const largest = 512 * 1024 * 1024;
