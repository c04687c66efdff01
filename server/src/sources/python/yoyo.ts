import { parentOf } from "../../text/path.ts";
import { assemble } from "../assemble.ts";
import { textOf } from "../host-string.ts";
import type { HostFile, Source, Step } from "../source.ts";
import { callsIn, functionAround } from "./calls.ts";
import { evaluate } from "./evaluate.ts";
import { readModule } from "./module.ts";
import type { Value } from "./value.ts";

/** A migration of yoyo: a Python file whose steps are SQL, each with what takes it back. */
export interface YoyoMigration {
  readonly path: string;
  readonly source: Source;
  /** Names of migrations without their extensions. */
  readonly depends: readonly string[];
}

/** Cheap, before anything is parsed. */
export const mayBeYoyo = ({ path, text }: HostFile): boolean =>
  path.endsWith(".py") && /^(?:from\s+yoyo\s+import|import\s+yoyo)\b/m.test(text);

/** By folder: https://ollycope.com/software/yoyo/latest/ */
export function yoyoFolders(
  files: readonly HostFile[],
): ReadonlyMap<string, readonly YoyoMigration[]> {
  const folders = new Map<string, YoyoMigration[]>();
  for (const file of files.filter(mayBeYoyo)) {
    const folder = parentOf(file.path);
    const read = readMigration(file);
    if (read) folders.set(folder, [...(folders.get(folder) ?? []), read]);
  }
  return folders;
}

function readMigration(file: HostFile): YoyoMigration | undefined {
  const module = readModule(file.text);
  const steps: { readonly up: Step | undefined; readonly down: Step | undefined }[] = [];
  let opaque = false;
  for (const { node, path } of callsIn(module, module.top)) {
    if (!/^(?:yoyo\.)?step$/.test(path) || functionAround(node)) continue;
    const call = evaluate(file.text, node, module.scope);
    if (call.kind !== "call") continue;
    const of = (value: Value | undefined): Step | undefined => {
      if (value?.kind === "string")
        return {
          host: 0,
          call: { start: node.from, end: node.to },
          pieces: value.written ?? value.string,
        };
      if (value !== undefined && value.kind !== "none") opaque = true;
      return undefined;
    };
    steps.push({
      up: of(call.args[0] ?? call.keywords.get("apply")),
      down: of(call.args[1] ?? call.keywords.get("rollback")),
    });
  }
  if (steps.length === 0) return undefined;
  const source = assemble(
    [file],
    steps.flatMap(({ up }) => up ?? []),
    steps.toReversed().flatMap(({ down }) => down ?? []),
    ([host = file]) => readMigration(host)?.source ?? assemble([host], [], undefined, () => source),
  );
  const flags = {
    ...(opaque ? { opaque: true as const } : {}),
    ...(isFalse(module.scope.get("__transactional__"))
      ? { outsideTransaction: true as const }
      : {}),
  };
  return {
    path: file.path,
    depends: namesIn(module.scope.get("__depends__")),
    source: { ...source, ...flags },
  };
}

const isFalse = (value: Value | undefined): boolean => value?.kind === "boolean" && !value.value;

const namesIn = (value: Value | undefined): readonly string[] =>
  value?.kind === "list"
    ? value.items.flatMap((one) => (one.kind === "string" ? [textOf(one.string)] : []))
    : [];
