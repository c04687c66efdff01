import fc from "fast-check";
import { startReal } from "../test/differential/real.ts";
import { migration } from "../test/differential/grammar/migration.ts";
import { newParser } from "../test/support/parser.ts";
const real = await startReal(); const parser = await newParser();
const by = new Map<string, number>(); let n=0, ok=0; const cases = fc.sample(migration,{seed:5,numRuns:150});
const t=Date.now(); const ex=new Map<string,string>(); const kinds=new Map<string,[number,number]>();
for (const c of cases) { await real.reset(); for (const run of [c.before,c.file,c.file]) { for (const s of run) { 
  const p = parser.parse(s); if (p.kind!=="tree") console.log("PARSE", s, p);
  const r = await real.run(s); n++; if (!r) ok++; const k=r.slice(0,5); by.set(k,(by.get(k)??0)+1); ex.set(k, s+"  --> "+r);
  const w=(s.match(/^\w+ \w+/)?.[0]??s); const x=kinds.get(w)??[0,0]; x[0]++; if(!r) x[1]++; kinds.set(w,x);}
  await real.endSession(); await real.shape(); } }
console.log((Date.now()-t)/cases.length, "ms/case", n, ok, cases.map(c=>c.file.length).join(" "));
for (const [k,v] of [...by].sort((a,b)=>b[1]-a[1])) console.log(v,k,ex.get(k));
for (const [k,v] of [...kinds].sort((a,b)=>b[1][0]-a[1][0])) console.log(k, v.join("/"));
await real.close();
