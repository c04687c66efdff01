import type { Runner } from "../runners/runner.ts";
import type { HostFile } from "../sources/source.ts";
import type { Declared } from "./declared.ts";
import type { ChangedFile, OpenedFile, OpenedHistory } from "./open.ts";

/** A history that stands in programs of a folder, with what is declared of the folder. */
export const openedIn = (
  folder: string,
  runner: Runner,
  because: string,
  files: readonly OpenedFile[],
  { environment, postgresVersion, rules }: Declared,
): OpenedHistory => ({
  folder,
  base: "",
  runner,
  because,
  files,
  ignored: [],
  environment,
  ...(postgresVersion === undefined ? {} : { postgresVersion }),
  severities: rules,
  listed: { path: folder, files: [], nearby: [] },
});

/** The file as the changes leave it. */
export function withChange(file: HostFile, changes: readonly ChangedFile[]): HostFile {
  const changed = changes.find((one) => one.path === file.path);
  return changed ? { path: changed.renamed ?? file.path, text: changed.text } : file;
}
