import { findNodeAtLocation, parseTree } from "jsonc-parser";
import type { Mentions, NearbyFile } from "../runners/folder.ts";
import type { Exported, Names } from "../sources/javascript/import-name.ts";
import { readModule } from "../sources/javascript/module.ts";
import type { HostFile } from "../sources/source.ts";
import { escaped } from "../text/escape.ts";
import { baseOf, joinPath, parentOf, within } from "../text/path.ts";

export interface Modules extends Names {
  /** Files of the package are ECMAScript modules, which may wait at their top. */
  readonly isModule: (path: string) => boolean;
}

interface Manifest {
  readonly folder: string;
  readonly name: string;
  readonly isModule: boolean;
  readonly text: string;
}

export function modulesOf(nearby: readonly NearbyFile[], mentions: Mentions): Modules {
  const manifests = nearby
    .filter(({ path }) => baseOf(path) === "package.json")
    .map(manifestOf)
    .sort((one, other) => other.folder.length - one.folder.length);
  const packageOf = (path: string): Manifest | undefined =>
    manifests.find(({ folder }) => within(folder, path) !== undefined);
  /** By the package's own index, which is what its name leads to. */
  const isPassedOn = ({ folder }: Manifest, { name, path }: Exported): boolean => {
    const stem = baseOf(stemOf(path));
    const all = new RegExp(
      `export\\s*\\*\\s*from\\s*["'][^"']*\\b${escaped(stem)}(?:\\.\\w+)?["']`,
    );
    const one = new RegExp(`export\\s*\\{[^}]*\\b${escaped(name)}\\b[^}]*\\}\\s*from`);
    return [...(mentions(stem) ?? []), ...(mentions(name) ?? [])].some(
      (file) =>
        /^(?:src\/|lib\/)?index\.[cm]?[jt]s$/.test(within(folder, file.path) ?? "") &&
        (all.test(file.text) || one.test(file.text)),
    );
  };
  return {
    leadsTo(exported, from, file) {
      if (from.startsWith(".")) return isAt(joinPath(parentOf(file), from), exported.path);
      const own = packageOf(exported.path);
      return own !== undefined && own.name === from && isPassedOn(own, exported);
    },
    specifier(exported, file) {
      const [there, here] = [packageOf(exported.path), packageOf(file.path)];
      if (there?.folder === here?.folder) return relative(exported.path, file, here?.isModule);
      const isAskedFor = here?.text.includes(`"${there?.name}"`);
      return there && isAskedFor && isPassedOn(there, exported) ? there.name : undefined;
    },
    isModule: (path) =>
      /\.m[jt]s$/.test(path) || (!/\.c[jt]s$/.test(path) && packageOf(path)?.isModule === true),
  };
}

function manifestOf({ path, text }: NearbyFile): Manifest {
  const root = parseTree(text);
  const at = (key: string): unknown => root && findNodeAtLocation(root, [key])?.value;
  const name = at("name");
  return {
    folder: parentOf(path),
    name: typeof name === "string" ? name : "",
    isModule: at("type") === "module",
    text,
  };
}

const stemOf = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, "");

const isAt = (named: string, path: string): boolean =>
  stemOf(named) === stemOf(path) || `${named}/index` === stemOf(path);

/** As the other relative imports of the file are written. */
function relative(path: string, file: HostFile, isModule: boolean | undefined): string {
  const own = [...readModule(file).imports.values()].find((one) => one.startsWith("."));
  const written = own && /\.[cm]?[jt]sx?$/.exec(own)?.[0];
  const extension = /\.[cm]?[jt]sx?$/.exec(path)?.[0] ?? "";
  const compiled = extension.replace("t", "j").replace("x", "");
  const ending = own
    ? written === undefined
      ? ""
      : written.includes("t")
        ? extension
        : compiled
    : isModule
      ? compiled
      : "";
  return `${steps(parentOf(file.path), stemOf(path))}${ending}`;
}

function steps(from: string, to: string): string {
  const [up, down] = [from === "" ? [] : from.split("/"), to.split("/")];
  let common = 0;
  while (common < up.length && common < down.length - 1 && up[common] === down[common]) common++;
  const climbed = up.slice(common).map(() => "..");
  return [...(climbed.length === 0 ? ["."] : climbed), ...down.slice(common)].join("/");
}
