import type { OpenedFile } from "../history/open.ts";
import type { Span } from "../text/span.ts";
import type { FileReport } from "../verify/report.ts";

/** What a statement really locked, in the last verify run of its migration. */
export interface MeasuredLocks {
  readonly span: Span;
  readonly engine: string;
  readonly locks: readonly {
    readonly mode: string;
    readonly relation: string;
    readonly rewrites: boolean;
    readonly scans: boolean;
  }[];
}

/** The locks that verify has seen, for as long as a migration's text is the one that was run. */
export interface Measured {
  readonly take: (file: OpenedFile, report: FileReport, engine: string) => void;
  readonly of: (file: OpenedFile) => readonly MeasuredLocks[];
}

export function createMeasured(): Measured {
  const runs = new Map<
    string,
    { readonly text: string; readonly found: readonly MeasuredLocks[] }
  >();
  return {
    take(file, { statements }, engine) {
      const found = statements.flatMap(({ span, outcome, locks }): readonly MeasuredLocks[] =>
        outcome === "applied" && locks
          ? [
              {
                span,
                engine,
                // What the migration made itself keeps nobody waiting; an index is locked with its table.
                locks: locks
                  .filter(({ existed, isIndex }) => existed && !isIndex)
                  .map(({ mode, relation, rewritten, scanned }) => ({
                    mode,
                    relation,
                    rewrites: rewritten,
                    scans: scanned,
                  })),
              },
            ]
          : [],
      );
      runs.set(file.path, { text: file.text, found });
    },
    of(file) {
      const run = runs.get(file.path);
      return run?.text === file.text ? run.found : [];
    },
  };
}
