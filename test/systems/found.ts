import { nothingSaid } from "../../server/src/history/declared.ts";
import type { Finding } from "../../server/src/rules/finding.ts";
import { maySayWho, saysSomething } from "../../server/src/runners/nearby.ts";
import type { Service } from "../../server/src/service.ts";

export const options = { rerun: "auto", disabledRules: [] } as const;

/** A finding as a reader of the file sees it. */
export interface Seen {
  readonly rule: string;
  readonly path: string;
  /** What is underlined. */
  readonly text: string;
  readonly fixes: readonly string[];
}

export type Files = Readonly<Record<string, string>>;

/** What is said of a workspace, without what is information only; `around` says which tool runs it. */
export function seen(service: Service, files: Files, around: Files = {}): readonly Seen[] {
  return findings(service, files, around).map(({ finding, fixes }) => ({
    rule: finding.rule,
    path: finding.path,
    text: (files[finding.path] ?? "").slice(finding.span.start, finding.span.end),
    fixes: fixes.map((one) => one.title),
  }));
}

export function findings(service: Service, files: Files, around: Files = {}) {
  return opened(service, files, around).flatMap((history) =>
    Object.keys(files).flatMap((path) =>
      service
        .check(history, path, options)
        .findings.filter((one: Finding) => one.severity !== "information")
        .map((finding) => ({ finding, fixes: service.fixes(history, finding, options) })),
    ),
  );
}

export function opened(service: Service, files: Files, around: Files) {
  const given = listed(files);
  return service.open(given, {
    base: "",
    nearby: [
      ...given.filter(({ path, text }) => maySayWho(path) && saysSomething(path, text)),
      ...listed(around),
    ],
    declared: () => nothingSaid,
    mentions: (word) => given.filter(({ text }) => text.includes(word)),
  });
}

/** With what is information only. */
export function all(service: Service, files: Files): readonly Finding[] {
  return opened(service, files, {}).flatMap((history) =>
    Object.keys(files).flatMap((path) => service.check(history, path, options).findings),
  );
}

const listed = (files: Files): readonly { path: string; text: string }[] =>
  Object.entries(files).map(([path, text]) => ({ path, text }));
