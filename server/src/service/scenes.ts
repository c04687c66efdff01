import type { Surface } from "../effects/surface.ts";
import type { ReadStatement } from "../history/read-statements.ts";
import type { Ran } from "../history/run-file.ts";
import { sentBy } from "../history/source-file.ts";
import type { Scene, Unread } from "../rules/rule.ts";
import { lex } from "../sql/lex.ts";
import type { Statement } from "../sql/statement.ts";
import { indentAt, lineEnding } from "../text/lines.ts";
import { contains, type Span } from "../text/span.ts";
import type { Bench } from "./context.ts";
import { told } from "./told.ts";
import { transactionOf } from "./transaction-of.ts";

/** A scene with where it plays. */
export interface Placed {
  readonly scene: Scene;
  readonly statement: Statement;
  readonly index: number;
}

/** Every statement that PostgreSQL can read. */
export function* scenes(on: Bench): Iterable<Placed> {
  for (const placed of allScenes(on)) if (!placed.scene.unread) yield placed;
}

/** Every statement. Surfaces are made when first asked for. */
export function* allScenes(on: Bench): Iterable<Placed> {
  const ending = lineEnding(on.file.text);
  for (const [index, ran] of on.first.statements.entries()) {
    const again = on.second.statements[index];
    if (!again || ran.read.parsed.kind === "empty") continue;
    yield {
      scene: scene(on, ending, index, ran, again),
      statement: ran.read.statement,
      index,
    };
  }
}

function scene(on: Bench, ending: string, index: number, ran: Ran, again: Ran): Scene {
  const { text } = on.file;
  let surface: Surface | undefined;
  const unread = unreadOf(ran.read);
  return {
    ...(unread ? { unread } : {}),
    get prepared() {
      return preparedBehind(on, ran.read.statement.span);
    },
    effects: ran.read.effects,
    first: ran.outcome,
    second: again.outcome,
    before: ran.before,
    after: ran.after,
    again: again.before,
    changes: on.second.changes[index] ?? [],
    echoes: on.second.echoes[index] ?? [],
    missing: ran.missing ?? [],
    get transaction() {
      return transactionOf(on, index);
    },
    get replayed() {
      return on.replay()?.[on.height]?.[index];
    },
    path: on.file.path,
    told: (of, name, table) => told(on, index, of, name, table),
    get surface() {
      surface ??= surfaceOf(text, ending, ran.read);
      return surface;
    },
  };
}

function unreadOf({ parsed }: ReadStatement): Unread | undefined {
  if (parsed.kind === "error") return parsed;
  return parsed.kind === "too-complex" ? { ...parsed, offset: 0, expected: [] } : undefined;
}

/** The second statement of what a program sends as a prepared one: PostgreSQL refuses them all there. */
function preparedBehind({ file, first }: Bench, span: Span): boolean {
  const send = sentBy(file, span);
  if (!send?.prepared) return false;
  const inside = first.statements.filter(({ read }) => contains(send.span, read.statement.span));
  return inside[1]?.read.statement.span.start === span.start;
}

/** By the tree, which the parser keeps by the statement's text: what rules read of it is kept with it. */
const surfaces = new WeakMap<object, Surface>();

function surfaceOf(
  text: string,
  lineEnding: string,
  { statement, parsed }: ReadStatement,
): Surface {
  const indent = indentAt(text, statement.span.start);
  const tree = parsed.kind === "tree" ? parsed.tree : statement;
  const known = surfaces.get(tree);
  if (known?.text === statement.text && known.lineEnding === lineEnding && known.indent === indent)
    return known;
  const made = { text: statement.text, tokens: lex(statement.text), lineEnding, indent };
  surfaces.set(tree, made);
  return made;
}
