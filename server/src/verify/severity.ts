import type { OpenedHistory } from "../history/open.ts";
import { rerunSeverity } from "../service/severity.ts";
import type { Check, Problem } from "./report.ts";

/** `twice`: the user wants every file to bear a second run, whatever its runner does. */
export function severityOf(
  check: Check,
  problem: Problem,
  history: OpenedHistory,
  rerun: "auto" | "require" | "off",
  twice: boolean,
): ReturnType<typeof rerunSeverity> {
  if (problem.kind === "unverified") return "information";
  if (check !== "again" && check !== "half-way") return "error";
  if (twice) return "error";
  const file = history.files.find((one) => one.path === problem.path);
  return file ? rerunSeverity(rerun, history, file) : "warning";
}
