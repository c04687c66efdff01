import { setTimeout as delay } from "node:timers/promises";

/** Ends a process started with `detached: true` and all it started; returns when none is left. */
export async function endGroup(group) {
  signal(group, "SIGTERM");
  for (let tries = 0; tries < 50 && signal(group, 0); tries++) await delay(100);
  signal(group, "SIGKILL");
}

function signal(group, name) {
  try {
    return process.kill(-group, name);
  } catch {
    return false;
  }
}
