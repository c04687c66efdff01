// npm run bench: ours beside the peers, in one run on one machine. Writes docs/benchmarks.md with --write.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { checkFolder } from "./command-line.mts";
import { keystrokes, type Typed } from "./keystroke.mts";
import { peers } from "./peers.mts";
import { table } from "./table.mts";
import { verifyEdits, verifyFolder } from "./verify.mts";

const sizes = [
  { name: "5 KB", bytes: 5_000, times: 40 },
  { name: "100 KB", bytes: 100_000, times: 20 },
  { name: "1 MB", bytes: 1_000_000, times: 5 },
];
const said: string[] = [];
const say = (line: string): void => {
  said.push(line);
  console.log(line);
};
const ms = (value: number | undefined): string =>
  value === undefined ? "no answer" : value < 10 ? value.toFixed(1) : value.toFixed(0);
const times = (one: number | undefined, other: number | undefined): string =>
  one === undefined || other === undefined ? "" : `${(one / other).toFixed(2)} ×`;

const heading = "## `verify`";
const verifySection = async (): Promise<void> => {
  say(`\n${heading}, on the built-in PostgreSQL, of migrations of eight statements\n`);
  const whole = [100, 1_000].map((count) => {
    const { wall, processors } = verifyFolder(count);
    return [
      `${count.toLocaleString("en")} migrations, each applied and run again: seconds, of processor time`,
      `${wall.toFixed(1)} / ${processors.toFixed(1)}`,
    ];
  });
  const edited: string[][] = [];
  for (const before of [10, 1_000]) {
    const { first, p50, p95, least } = await verifyEdits(before, 60);
    edited.push(
      [`the first edit on top of ${before.toLocaleString("en")} (milliseconds)`, ms(first)],
      ["every other: least, p50, p95 (milliseconds)", `${ms(least)} / ${ms(p50)} / ${ms(p95)}`],
    );
  }
  say(table(["", ""], [...whole, ...edited]));
  const [load = 0] = loadavg();
  say(`\nLoad average meanwhile: ${load.toFixed(1)}, on ${cpus().length} processors.`);
};

// Only that section, in what is written already: `npm run bench -- verify --write`.
if (process.argv.includes("verify")) {
  await verifySection();
  const written = readFileSync("docs/benchmarks.md", "utf8");
  const others = written.split(/\n(?=## )/).filter((section) => !section.startsWith(heading));
  if (process.argv.includes("--write"))
    writeFileSync("docs/benchmarks.md", `${others.join("\n").trimEnd()}\n${said.join("\n")}\n`);
  process.exit();
}

say(`# Benchmarks

\`npm run bench -- --write\` wrote this: everybody measured in the same run on the same machine (${process.platform}, Node ${process.versions.node}).
The ratios hold, the figures are this machine's.

## Edit → fresh diagnostics in the language server (milliseconds)
`);
const rows: string[][] = [];
for (const { name, bytes, times: keys } of sizes) {
  const results = new Map<string, Typed | undefined>();
  for (const peer of peers) results.set(peer.name, await keystrokes(peer.server, bytes, 0, keys));
  const squawk = results.get("Squawk");
  for (const [peer, typed] of results)
    rows.push([
      `${peer}, ${name}`,
      ms(typed?.open),
      typed ? `${ms(typed.p50)} / ${ms(typed.p95)}` : "no answer",
      ms(typed?.codeAction),
      typed ? `${(typed.memory / 1e6).toFixed(0)} MB` : "",
      times(typed?.p50, squawk?.p50),
    ]);
}
say(table(["", "open", "keystroke p50 / p95", "code action", "memory", "p50 to Squawk's"], rows));

say("\n## With other migrations before the edited one (5 KB, ours)\n");
const alone: string[][] = [];
let base: Typed | undefined;
for (const before of [0, 1_000]) {
  const [ours] = peers;
  const typed = ours && (await keystrokes(ours.server, 5_000, before, 60));
  base ??= typed;
  alone.push([
    before.toLocaleString("en"),
    `${ms(typed?.open)} / ${ms(typed?.complete)}`,
    typed ? `${ms(typed.p50)} / ${ms(typed.p95)}` : "no answer",
    typed ? `${(typed.memory / 1e6).toFixed(0)} MB` : "",
    times(typed?.p50, base?.p50),
  ]);
}
say(
  table(
    [
      "migrations before",
      "open: first diagnostics / all",
      "keystroke p50 / p95",
      "memory",
      "to none",
    ],
    alone,
  ),
);

say("\n## `check` over a folder of 2.5 KB files (milliseconds of wall time)\n");
const folders: string[][] = [];
for (const files of [1, 100, 1_000]) {
  const results = peers.map((peer) => ({ peer, checked: checkFolder(peer, files) }));
  const squawk = results.find(({ peer }) => peer.name === "Squawk")?.checked;
  for (const { peer, checked } of results)
    folders.push([
      `${peer.name}, ${files.toLocaleString("en")}`,
      ms(checked?.cold),
      ms(checked?.again),
      times(checked?.cold, squawk?.cold),
      times(checked?.again, squawk?.again),
    ]);
}
say(table(["files", "cold", "again", "cold to Squawk's", "again to Squawk's"], folders));

await verifySection();

if (process.argv.includes("--write")) writeFileSync("docs/benchmarks.md", `${said.join("\n")}\n`);
