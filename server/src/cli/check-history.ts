import type { Settings } from "../config/settings.ts";
import { textAt } from "../history/around.ts";
import type { OpenedHistory } from "../history/open.ts";
import { filesOf, isAskedWhole, writtenText } from "../history/source-file.ts";
import type { Finding } from "../rules/finding.ts";
import type { Service } from "../service.ts";
import type { Report, Reported } from "./report.ts";

export interface HistoryArguments {
  readonly settings: Settings;
  readonly wanted: ReadonlySet<string>;
  /** Only these files; undefined: all. */
  readonly changed: ReadonlySet<string> | undefined;
  readonly fixes: "tried" | "left out";
  readonly progress: (path: string) => void;
}

/** What there is to say of the files that are wanted, of what lies around them and of those that are not run. */
export function checkHistory(
  service: Service,
  history: OpenedHistory,
  { settings, wanted, changed, fixes, progress }: HistoryArguments,
): Report {
  const reported: Reported[] = [];
  const texts = new Map<string, string>();
  let files = 0;
  let statements = 0;
  const best = (finding: Finding) =>
    fixes === "tried" ? service.fixes(history, finding, settings).slice(0, 1) : [];
  for (const { file, path } of filesOf(history)) {
    if (!wanted.has(path) || changed?.has(path) === false) continue;
    progress(path);
    const checked = service.check(history, path, settings);
    files += 1;
    statements += checked.statements;
    if (checked.findings.length > 0) texts.set(path, writtenText(file, path));
    const offered = fixes === "tried" ? service.offers(history, path, settings) : () => [];
    for (const finding of checked.findings) reported.push({ finding, fixes: offered(finding) });
  }
  // A single file that somebody names is not asked about the rest of the history.
  if (isAskedWhole(history, wanted))
    for (const { path, findings } of service.around(history, settings)) {
      if (changed?.has(path) === false) continue;
      texts.set(path, textAt(history, path) ?? "");
      for (const finding of findings) reported.push({ finding, fixes: best(finding) });
    }
  for (const { path, text: written } of besides(history)) {
    if (!wanted.has(path)) continue;
    const { findings } = service.check(history, path, settings);
    if (findings.length > 0) texts.set(path, written);
    for (const finding of findings) reported.push({ finding, fixes: best(finding) });
  }
  return { files, statements, reported, texts };
}

/** Reverses in files of their own, and what looks like a migration and is not run. */
const besides = ({ files, ignored, listed, folder }: OpenedHistory) => [
  ...files.flatMap(({ path, down }) => (down && down.path !== path ? [down] : [])),
  ...ignored.map(({ path }) => {
    const name = folder === "" ? path : path.slice(folder.length + 1);
    return { path, text: listed.files.find((file) => file.name === name)?.text ?? "" };
  }),
];
