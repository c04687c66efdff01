import type { Instance } from "./libpg-instance.ts";

/**
 * Keeps a sound instance at hand. Too deep a text ends in an exception, and about the thirtieth of these kills an
 * instance, so after one it is replaced by the spare. An instance can only be made asynchronously; until the next one
 * is there, a broken one serves on.
 */
export interface Pool {
  /** Undefined when the instance broke; `sound` tells whether the text is to blame for that. */
  readonly use: <T>(work: (instance: Instance) => T) => Used<T>;
}

export type Used<T> =
  | { readonly value: T }
  | { readonly value: undefined; readonly sound: boolean };

export async function createPool(make: () => Promise<Instance>): Promise<Pool> {
  let current = await make();
  let spare: Instance | undefined;
  let broken = false;
  let making = false;

  async function prepare(): Promise<void> {
    if (making) return;
    making = true;
    try {
      spare = await make();
    } catch {
      // No memory for one now; the next breakdown asks again.
    }
    making = false;
    if (broken) replace();
  }

  function replace(): void {
    broken = spare === undefined;
    if (spare) current = spare;
    spare = undefined;
    void prepare();
  }

  void prepare();
  return {
    use(work) {
      const sound = !broken;
      try {
        const value = work(current);
        if (current.size() > largest) replace();
        return { value };
      } catch {
        replace();
        return { value: undefined, sound };
      }
    },
  };
}

/** Bytes; an instance starts with 128 MiB of mostly untouched memory and keeps for ever what it grew to. */
const largest = 512 * 1024 * 1024;
