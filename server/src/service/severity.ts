import type { OpenedFile, OpenedHistory } from "../history/open.ts";
import type { Severity } from "../rules/finding.ts";

/**
 * How bad a failing second run is under this runner: error where every boot runs the file again, warning where the
 * record can be lost or the runner is not known, information where statements and record commit together.
 */
export function rerunSeverity(
  setting: "auto" | "require" | "off",
  history: OpenedHistory,
  file: OpenedFile,
): Severity {
  const repeats = history.runner.repeats;
  if (repeats === "always") return "error";
  if (setting === "require" || repeats === "crash") return "warning";
  return file.outsideTransaction ? "warning" : "information";
}
