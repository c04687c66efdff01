import { readFileSync } from "node:fs";
import { split } from "../server/src/sql/split.ts";
import { startReal } from "../test/differential/real.ts";
import { startSimulated } from "../test/differential/simulated.ts";
import { newParser } from "../test/support/parser.ts";

const text = readFileSync(0, "utf8");
const real = await startReal();
const sim = startSimulated(await newParser(), (process.argv[2] ?? "closed") as "closed");
await real.reset();
for (const { text: sql } of split(text, { start: 0, end: text.length })) {
  if (sql === "RESTART") {
    await real.endSession();
    sim.endSession();
    continue;
  }
  const r = await real.run(sql);
  const o = sim.run(sql);
  const s =
    o.kind === "fails"
      ? `${o.sqlstate} ${o.message}`
      : o.kind === "applied"
        ? ""
        : `(${o.kind}: ${o.because})`;
  console.log(sql.slice(0, 150), "\n   PG ", r.error || "ok", "\n   sim", s || "ok");
}
await real.close();
