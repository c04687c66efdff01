import { joined, type Snippet, snippet } from "../snippet.ts";
import { block, type Style } from "./script-style.ts";

/** A script that exports `up` and `down`. */
export interface Functions {
  readonly imports: readonly string[];
  /** Constants that are exported before the functions, each with its value. */
  readonly constants: readonly (readonly [name: string, value: string])[];
  /** The parameter with its type. */
  readonly parameter: string;
  readonly up: Snippet;
  readonly down: Snippet;
}

export function functionsOf(
  { imports, constants, parameter, up, down }: Functions,
  { typed, modules, end }: Style,
): Snippet {
  const head = (name: string): string =>
    modules === "esm"
      ? `export async function ${name}(${parameter})${typed ? ": Promise<void>" : ""} `
      : `exports.${name} = async function (${parameter}) `;
  const written = (name: string, lines: Snippet): Snippet =>
    snippet`${head(name)}${block(lines, "")}${modules === "esm" ? "" : end}`;
  const said = constants.map(([name, value]) =>
    modules === "esm"
      ? snippet`export const ${name} = ${value}${end}`
      : snippet`exports.${name} = ${value}${end}`,
  );
  const parts = [
    ...(imports.length > 0 ? [snippet`${imports.map((one) => one + end).join("\n")}`] : []),
    ...said,
    written("up", up),
    written("down", down),
  ];
  return snippet`${joined(parts, "\n\n")}\n`;
}
