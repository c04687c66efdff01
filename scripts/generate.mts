// Writes what follows from the code: package.json's settings, the JSON schema, the settings and rule pages.
// `--check` writes nothing and fails when something is stale.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import {
  configurationSection,
  settingsPage,
  settingsSchema,
} from "../server/src/config/derived.ts";
import {
  folderRuleDocumentation,
  ruleDocumentation,
  ruleIndex,
} from "../server/src/rules/documentation.ts";
import { folderRules } from "../server/src/rules/folder-registry.ts";
import { rules } from "../server/src/rules/registry.ts";

const check = process.argv.includes("--check");
const stale: string[] = [];

function write(path: string, text: string): void {
  let before: string | undefined;
  try {
    before = readFileSync(path, "utf8");
  } catch {
    before = undefined;
  }
  if (before === text) return;
  stale.push(path);
  if (check) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  contributes?: Record<string, unknown>;
};
manifest.contributes = { ...manifest.contributes, configuration: configurationSection() };
write("package.json", `${JSON.stringify(manifest, null, 2)}\n`);
write("schemas/safe-migrations.schema.json", `${JSON.stringify(settingsSchema(), null, 2)}\n`);
write("docs/settings.md", settingsPage());
write("docs/rules/README.md", ruleIndex([...rules, ...folderRules]));
for (const rule of rules) write(`docs/rules/${rule.id}.md`, ruleDocumentation(rule));
for (const rule of folderRules) write(`docs/rules/${rule.id}.md`, folderRuleDocumentation(rule));

if (check && stale.length > 0) {
  console.error(`stale, run \`npm run generate\`: ${stale.join(", ")}`);
  process.exit(1);
}
for (const path of stale) console.log(`wrote ${path}`);
