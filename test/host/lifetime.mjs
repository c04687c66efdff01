// What this process starts ends with it: on return, on a signal, and when its own parent is gone.
const closings = [];
let ending;

/** Later ones close first: a browser before the server it talks to. */
export function atEnd(close) {
  closings.push(close);
}

export async function runUntilDone(main) {
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }))
    process.on(signal, () => end(code));
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || end(1), 500).unref();
  try {
    await end(await main());
  } catch (error) {
    // Once the end has begun, what is being used fails because it is being closed.
    if (!ending) console.error(error instanceof Error ? error.message : error);
    await end(1);
  }
}

function end(code) {
  ending ??= closeAll().finally(() => process.exit(code));
  return ending;
}

async function closeAll() {
  for (const close of closings.reverse()) await close().catch((error) => console.error(error));
}
