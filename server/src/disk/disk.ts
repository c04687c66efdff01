import type { Released } from "../history/released.ts";
import type { Mentions } from "../runners/folder.ts";
import type { SourceFile } from "../service.ts";

/** What the language server asks of the place where files lie; Node and a browser hand in different ones. */
export interface Disk {
  /** The .sql files of a folder and of its sub-folders, the direct ones or all, by absolute posix path. Never throws. */
  readonly list: (folder: string, below: "one level" | "all levels") => readonly SourceFile[];
  /** Everything that lies in a folder, by name; nothing where it is not there. Never throws. */
  readonly names: (folder: string) => readonly string[];
  /** Configuration of the repository around a folder, and the repository's top. Never throws. */
  readonly nearby: (folder: string) => {
    readonly top: string;
    readonly files: readonly SourceFile[];
    readonly mentions?: Mentions;
  };
  /**
   * A folder as the main branch has it ("": the usual names). It runs git, which runs what the repository's
   * configuration says: only for a trusted workspace. Never throws; absent where there is no git.
   */
  readonly released?: (folder: string, branch: string) => Released | undefined;
}
