import type { Service } from "../../server/src/service.ts";
import { applyEdits } from "../../server/src/text/edits.ts";
import { type Files, findings } from "./found.ts";

/** The workspace after the first quick fix of each finding, one after the other, until none has one. */
export function mended(service: Service, files: Files, around: Files = {}): Files {
  let now = files;
  for (let round = 0; round < 20; round++) {
    const next = findings(service, now, around).find(({ fixes }) => fixes.length > 0);
    const [fix] = next?.fixes ?? [];
    if (!next || !fix) return now;
    const texts = new Map(Object.entries(now));
    const own = { path: next.finding.path, edits: fix.edits };
    for (const one of [own, ...(fix.others ?? [])]) {
      const text = applyEdits(texts.get(one.path) ?? "", one.edits);
      texts.delete(one.path);
      texts.set(("renamed" in one ? one.renamed : undefined) ?? one.path, text);
    }
    now = Object.fromEntries(texts);
  }
  return now;
}
