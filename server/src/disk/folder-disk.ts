import { readdirSync } from "node:fs";
import { join } from "node:path";
import { URI } from "vscode-uri";
import type { SourceFile } from "../service.ts";
import { isOurs } from "../sources/candidates.ts";
import type { Disk } from "./disk.ts";
import { findSqlFiles, mayBeRead } from "./find-files.ts";
import { findNearby } from "./find-nearby.ts";
import { releasedIn } from "./main-branch.ts";
import { readMigration } from "./read-file.ts";

/** The language server's view of the file system. What cannot be read is left out: the editor shows the open file anyway. */
export const folderDisk: Disk = {
  released: (folder, branch) =>
    releasedIn(URI.from({ scheme: "file", path: folder }).fsPath, folder, branch),
  nearby: (folder) => findNearby(URI.from({ scheme: "file", path: folder }).fsPath),
  names: (folder) => names(URI.from({ scheme: "file", path: folder }).fsPath),
  list: (folder, below) => {
    const root = URI.from({ scheme: "file", path: folder }).fsPath;
    if (below === "all levels")
      return findSqlFiles(root).files.flatMap((file) => read(file, URI.file(file).path));
    return names(root).flatMap((name) => {
      if (mayBeRead(`${folder}/${name}`)) return read(join(root, name), `${folder}/${name}`);
      return names(join(root, name))
        .filter((inner) => /\.sql$/i.test(inner))
        .flatMap((inner) => read(join(root, name, inner), `${folder}/${name}/${inner}`));
    });
  },
};

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string, path: string): readonly SourceFile[] {
  try {
    const found = readMigration(file);
    return "text" in found && isOurs({ path, text: found.text })
      ? [{ path, text: found.text }]
      : [];
  } catch {
    return [];
  }
}
