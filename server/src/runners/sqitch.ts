import { joinPath } from "../text/path.ts";
import { textOf } from "./folder.ts";
import { folderName } from "./names.ts";
import { byText } from "./order.ts";
import { wholeFile } from "./parts.ts";
import type { NamedText, Runner } from "./runner.ts";

const planName = "sqitch.plan";

/** sqitchers/sqitch: App::Sqitch::Plan; the folder is the one that holds the plan, each script runs in psql. */
export const sqitch: Runner = {
  id: "sqitch",
  recognises: (folder) =>
    textOf(folder, planName) === undefined
      ? undefined
      : { sign: "configured", because: joinPath(folder.path, planName) },
  isMigration: (name) => /^deploy\/.+\.sql$/.test(name),
  order: {
    key: "plan",
    compare: byText,
    listed: (folder) => scripts(textOf(folder, planName) ?? ""),
  },
  up: wholeFile,
  down: {
    kind: "file",
    file: (name) => (name.startsWith("deploy/") ? name.replace(/^deploy/, "revert") : undefined),
  },
  directives: [],
  // BEGIN and COMMIT stand in the script itself, by Sqitch's template.
  transaction: {
    grouping: "per statement",
    isOutside: ({ text }) => !/^\s*begin\b/im.test(text),
    outside: "per statement",
  },
  repeats: "crash",
  splitter: { cuts: "dollar-aware" },
  // What is written before a change that is deployed makes that one another: "Cannot find change … in sqitch.plan".
  late: "refused",
  duplicates: "refused",
  edited: "unnoticed",
  gaps: "allowed",
  record: ["sqitch.changes", "sqitch.events", "sqitch.projects", "sqitch.tags"],
  numbering: "sequence",
  nameParts: folderName(/^deploy\/()(.+)\.sql$/),
  newFiles: ({ words, up, down, outsideTransaction }) => {
    const script = (title: string, body: string): string =>
      outsideTransaction
        ? `-- ${title} ${words}\n\n${body}\n`
        : `-- ${title} ${words}\n\nBEGIN;\n\n${body}\n\nCOMMIT;\n`;
    return [
      { name: `deploy/${words}.sql`, text: script("Deploy", up) },
      { name: `revert/${words}.sql`, text: script("Revert", down) },
      {
        name: `verify/${words}.sql`,
        text: `-- Verify ${words}\n\nBEGIN;\n\nROLLBACK;\n`,
      },
    ];
  },
  registers: (folder, { words, now }): readonly NamedText[] => {
    const plan = textOf(folder, planName);
    if (plan === undefined) return [];
    const time = new Date(now).toISOString().replace(/\.\d+Z$/, "Z");
    // The planner of the last change: who writes this one, nobody tells.
    const planner = [...plan.matchAll(/\d{4}-\d\d-\d\dT[\d:]+Z ([^<\n]+<[^>\n]+>)/g)].at(-1)?.[1];
    const line = `${words} ${time} ${planner ?? "unknown <unknown@localhost>"} # ${words}\n`;
    return [{ name: planName, text: `${plan.replace(/\n*$/, "\n")}${line}` }];
  },
};

/** The deploy scripts in the plan's order; a reworked change has its old script under the tag before the rework. */
function scripts(plan: string): readonly string[] {
  const changes: { name: string; file: string }[] = [];
  let tag: string | undefined;
  for (const line of plan.split(/\r?\n/)) {
    const text = line.replace(/#.*$/, "").trim();
    if (text === "" || text.startsWith("%")) continue;
    if (text.startsWith("@")) {
      tag = text.split(/\s/)[0];
      continue;
    }
    const name = (text.split(/[\s[]/)[0] ?? "").replace(/^[+-]/, "");
    const old = changes.findLast((one) => one.name === name && one.file === `deploy/${name}.sql`);
    if (old && tag) old.file = `deploy/${name}${tag}.sql`;
    changes.push({ name, file: `deploy/${name}.sql` });
  }
  return changes.map((one) => one.file);
}
