import type { Span } from "../text/span.ts";
import { type HostString, type Piece, textOf } from "./host-string.ts";
import type { HostFile, Send, Source, Step } from "./source.ts";

/** The steps of a program as one text: each ends with a semicolon on a line of its own, so that none runs into the next. */
export function assemble(
  hosts: readonly HostFile[],
  up: readonly Step[],
  down: readonly Step[] | undefined,
  reread: Source["reread"],
): Source {
  const pieces: Piece[] = [];
  const sends: Send[] = [];
  let length = 0;
  const add = (step: Step): void => {
    const { pieces: own, ...send } = step;
    const text = textOf(own);
    sends.push({ ...send, span: { start: length, end: length + text.length } });
    const end: HostString = [
      {
        text: "\n;\n",
        host: step.host,
        at: { start: step.call.end, end: step.call.end },
        kind: "made",
      },
    ];
    pieces.push(...own, ...end);
    length += text.length + 3;
  };
  const part = (steps: readonly Step[]): Span => {
    const start = length;
    for (const step of steps) add(step);
    return { start, end: length };
  };
  const upwards = part(up);
  const downwards = down && part(down);
  return {
    hosts,
    pieces,
    sql: textOf(pieces),
    sends,
    up: upwards,
    ...(downwards ? { down: downwards } : {}),
    reread,
  };
}
