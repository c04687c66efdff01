/** Where a command writes to and runs in: handed in, so that commands can be tested. */
export interface Terminal {
  readonly cwd: string;
  readonly colour: boolean;
  readonly write: (text: string) => void;
  /** One line to standard error. */
  readonly error: (line: string) => void;
  /** A line that is overwritten; undefined clears it. Does nothing where nobody looks. */
  readonly progress: (line: string | undefined) => void;
}

export function processTerminal(): Terminal {
  const looked = process.stderr.isTTY === true;
  let last = 0;
  return {
    cwd: process.cwd(),
    colour: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
    write: (text) => void process.stdout.write(text),
    error: (line) => void process.stderr.write(`${line}\n`),
    progress: (line) => {
      if (!looked) return;
      const now = Date.now();
      if (line !== undefined && now - last < 80) return;
      last = now;
      process.stderr.write(`\r\u001b[K${line?.slice(0, (process.stderr.columns ?? 80) - 1) ?? ""}`);
    },
  };
}
