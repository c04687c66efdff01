import { baseOf, joinPath } from "../../text/path.ts";
import type { Convention } from "../naming.ts";
import { type NewProgram, programsOf } from "./program-tool.ts";
import { versionAfter, versionOf } from "./versions.ts";
import { formOf, inForm, type WordForm } from "./words.ts";

export interface ScriptName {
  readonly version: string;
  readonly separator: string;
  readonly words: string;
}

/** A script's name in its parts; undefined where no version begins it. */
export function partsOf(name: string): ScriptName | undefined {
  const base = name.replace(/\.(?:[cm]?[jt]s|py)$/, "");
  const version = versionOf(base);
  if (version === undefined) return undefined;
  const [, separator = "", words = ""] = /^([-_.]*)(.*)$/.exec(base.slice(version.length)) ?? [];
  return { version, separator, words };
}

/** How a tool names a first script. */
export interface FirstName {
  readonly numbering: Convention["version"];
  readonly separator: string;
  readonly form: WordForm;
}

/** The name after those of the history, without its ending. */
export function nameAfter(given: NewProgram, first: FirstName, version?: string): string {
  const names = programsOf(given.history).flatMap(({ path }) => partsOf(baseOf(path)) ?? []);
  const separator = names.findLast((one) => one.words !== "")?.separator ?? first.separator;
  const form = formOf(
    names.map((one) => one.words),
    first.form,
  );
  const number =
    version ??
    versionAfter(
      names.map((one) => one.version),
      first.numbering,
      given.now,
    );
  return `${number}${separator}${inForm(given.words, form)}`;
}

export const pathOf = ({ history }: NewProgram, name: string): string =>
  joinPath(history.folder, name);
