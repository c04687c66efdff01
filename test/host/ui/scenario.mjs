import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as problems from "./problems.mjs";
import * as quickInput from "./quick-input.mjs";
import { verifyMigrations } from "./verify.mjs";
import * as workbench from "./workbench.mjs";

const table = "audit_log";
const unguarded = "CREATE TABLE audit_log (id bigint PRIMARY KEY);";
const fix = /IF NOT EXISTS/;
const guarded = /CREATE TABLE IF NOT EXISTS audit_log/;
const newMigration = "Safe Migrations: New Migration";
const kind = "Create table";
const name = "add invoices";
const newFile = /_add_invoices\.up\.sql/;

export async function runScenario(ui) {
  await fixAStatement(ui);
  // Before a migration is made: what is shown of the example is the example.
  await verifyMigrations(ui);
  await createAMigration(ui);
  await cancelAMigration(ui);
}

async function fixAStatement({ page, file, picture, step }) {
  await quickInput.openFile(page, file);
  await page.keyboard.press("Control+End");
  await workbench.typeText(page, `\n${unguarded}`);
  await problems.waitForSquiggle(page, table);
  const typed = await workbench.editorText(page);
  await problems.hoverSquiggle(page, table);
  await picture("problem");
  step("an unguarded statement gets a squiggle and a hover");

  await problems.openQuickFixMenu(page, table, fix);
  await picture("quick-fix");
  await problems.chooseQuickFix(page, fix);
  await workbench.waitForText(page, guarded);
  await problems.waitForNoSquiggle(page, table);
  await picture("fixed");
  step("the quick fix guards it and the squiggle is gone");

  await page.keyboard.press("Control+Z");
  await workbench.waitForText(page, typed);
  await problems.waitForSquiggle(page, table);
  step("undo takes the fix back");
}

async function createAMigration({ page, folder, picture, step }) {
  const before = files(folder);
  await quickInput.palette(page, newMigration);
  await quickInput.waitForPick(page, kind);
  await picture("new-migration-kind");
  await quickInput.pick(page, kind);
  await quickInput.waitForQuestion(page);
  await quickInput.answer(page, name);
  await picture("new-migration-name");
  await page.keyboard.press("Enter");
  await workbench.waitForTab(page, newFile);
  await picture("new-migration");

  await workbench.save(page);
  const created = files(folder).filter((file) => !before.includes(file));
  const [first] = created.filter((file) => newFile.test(file));
  assert.ok(first, "no new file on disk");
  assert.match(readFileSync(path.join(folder, first), "utf8"), /CREATE TABLE/i);
  step(`${newMigration} wrote ${created.join(", ")}`);
}

async function cancelAMigration({ page, folder, step }) {
  const before = files(folder);
  const tabs = await page.locator(".tab").count();
  await quickInput.palette(page, newMigration);
  await quickInput.pick(page, kind);
  await quickInput.waitForQuestion(page);
  await quickInput.answer(page, "never made");
  await page.keyboard.press("Escape");
  await quickInput.waitForClosed(page);
  assert.deepEqual(files(folder), before);
  assert.equal(await page.locator(".tab").count(), tabs);
  step("Escape leaves nothing behind");
}

function files(folder) {
  return readdirSync(folder, { recursive: true }).sort();
}
