import type { SourceFile } from "../service.ts";

/** What the language server asks of the place where files lie; Node and a browser hand in different ones. */
export interface Disk {
  /** The .sql files of a folder and of its direct sub-folders, by absolute posix path. Never throws. */
  readonly list: (folder: string) => readonly SourceFile[];
  /** Configuration of the repository around a folder, and the repository's top. Never throws. */
  readonly nearby: (folder: string) => {
    readonly top: string;
    readonly files: readonly SourceFile[];
  };
}
