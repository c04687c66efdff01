import fc from "fast-check";
import { startReal } from "../test/differential/real.ts";
import { migration } from "../test/differential/grammar/migration.ts";
import { newParser } from "../test/support/parser.ts";
import { startSimulated } from "../test/differential/simulated.ts";
const real = await startReal(); const parser = await newParser();
const cases = fc.sample(migration,{seed:5,numRuns:150});
const T: Record<string,number> = {}; const tm = async (k:string,f:()=>unknown)=>{const t=performance.now(); const r=await f(); T[k]=(T[k]??0)+performance.now()-t; return r;};
let n=0;
for (const c of cases) { await tm("reset",()=>real.reset()); const sim=startSimulated(parser,"closed"); for (const run of [c.before,c.file,c.file]) { for (const s of run) { n++; await tm("run",()=>real.run(s)); await tm("sim",()=>sim.run(s));}
  await tm("end",()=>real.endSession()); await tm("shape",()=>real.shape()); } }
console.log(n, Object.entries(T).map(([k,v])=>k+" "+(v/cases.length).toFixed(1)).join(", "));
await real.close();
