import { namedIn } from "../../effects/clauses/named.ts";
import type { Proposal, Scene } from "../rule.ts";
import type { Refused } from "./which.ts";

/** The name that was most likely meant: there before the statement, and one or two letters away. */
export function didYouMean(scene: Scene, { failure }: Refused): string | undefined {
  const wanted = failure.subject?.name;
  return wanted === undefined ? undefined : closest(wanted, candidates(scene, failure.subject));
}

/** One or two letters away, else the only one that is longer by a word. */
export function closest(wanted: string, names: Iterable<string>): string | undefined {
  if (wanted.length < 3) return undefined;
  const most = wanted.length < 6 ? 1 : 2;
  const all = [...names];
  let best: { readonly name: string; readonly far: number } | undefined;
  for (const name of all) {
    if (Math.abs(name.length - wanted.length) > most) continue;
    const far = distance(wanted, name);
    if (far > 0 && far <= most && (!best || far < best.far)) best = { name, far };
  }
  return best?.name ?? longer(wanted, all);
}

/** `permission` for `permission_id`, where only one name is like that. */
function longer(wanted: string, names: Iterable<string>): string | undefined {
  const found = [...names].filter(
    (name) => name.startsWith(`${wanted}_`) || name.endsWith(`_${wanted}`),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** The name that was meant instead of the one that is written. */
export function nameInstead(scene: Scene, refused: Refused): readonly Proposal[] {
  const name = didYouMean(scene, refused);
  const { subject, inside } = refused.failure;
  const span = subject && inside === undefined ? namedIn(scene.surface, subject.name) : undefined;
  if (name === undefined || !span || !/^[a-z_][a-z0-9_]*$/.test(name)) return [];
  const text = scene.surface.text.slice(span.start, span.end);
  const dot = text.lastIndexOf(".");
  const at = { start: span.start + dot + 1, end: span.end };
  return [
    {
      title: `Change to ${name}`,
      grade: "sketch",
      edits: [{ span: at, text: name }],
      mends: "first run",
    },
  ];
}

type Subject = NonNullable<Refused["failure"]["subject"]>;

function candidates(scene: Scene, subject: Subject | undefined): Iterable<string> {
  if (!subject) return [];
  const { relations, types, routines } = scene.before;
  switch (subject.class) {
    case "column": {
      const relation = subject.on === undefined ? undefined : relations.known.get(subject.on);
      return relation && "columns" in relation && "known" in relation.columns
        ? relation.columns.known.keys()
        : [];
    }
    case "type":
    case "domain":
      return types.known.valueSeq().map((one) => one.name);
    case "function":
    case "procedure":
      return routines.known.valueSeq().map((one) => one.name);
    case "table":
    case "view":
    case "index":
    case "sequence":
      return relations.known.valueSeq().map((one) => one.name);
    default:
      return [];
  }
}

/** Edits, insertions and deletions from one name to the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      next.push(Math.min((row[j - 1] ?? 0) + same, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
