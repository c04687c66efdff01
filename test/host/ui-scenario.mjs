import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as vscode from "./workbench.mjs";

const unguarded = "CREATE TABLE audit_log (id bigint PRIMARY KEY);";
const fix = /IF NOT EXISTS/;
const fixed = /CREATE TABLE IF NOT EXISTS audit_log/;
const newMigration = "Safe Migrations: New Migration";
const kind = "Create table";
const name = "add invoices";
const newFile = /invoices/;

export async function runScenario(ui) {
  await fixAStatement(ui);
  await createAMigration(ui);
  await cancelAMigration(ui);
}

async function fixAStatement({ page, file, picture, step }) {
  await vscode.openFile(page, file);
  const before = await vscode.countSquiggles(page);
  await page.keyboard.press("Control+End");
  await vscode.typeText(page, `\n${unguarded}`);
  await vscode.waitForSquiggles(page, (count) => count > before);
  const typed = await vscode.editorText(page);
  await vscode.hoverSquiggle(page);
  await picture("problem");
  step("an unguarded statement gets a squiggle and a hover");

  await vscode.openQuickFixMenu(page, fix);
  await picture("quick-fix");
  await vscode.chooseQuickFix(page, fix);
  await vscode.waitForSquiggles(page, (count) => count <= before);
  assert.match(await vscode.editorText(page), fixed);
  await picture("fixed");
  step("the quick fix guards it and the squiggle is gone");

  await page.keyboard.press("Control+Z");
  await vscode.waitForSquiggles(page, (count) => count > before);
  assert.equal(await vscode.editorText(page), typed);
  step("undo takes the fix back");
}

async function createAMigration({ page, folder, picture, step }) {
  const before = files(folder);
  await vscode.palette(page, newMigration);
  await vscode.waitForPick(page, kind);
  await picture("new-migration-kind");
  await vscode.pick(page, kind);
  await vscode.answer(page, name);
  await picture("new-migration-name");
  await page.keyboard.press("Enter");
  await vscode.waitForTab(page, newFile);
  await picture("new-migration");

  await page.keyboard.press("Control+S");
  await page.waitForSelector(".tab.active:not(.dirty)");
  const created = files(folder).filter((file) => !before.includes(file));
  assert.ok(created.length > 0, "no new file on disk");
  const sql = readFileSync(
    path.join(
      folder,
      created.find((file) => newFile.test(file)),
    ),
    "utf8",
  );
  assert.match(sql, /CREATE TABLE/i);
  step(`${newMigration} wrote ${created.join(", ")}`);
}

async function cancelAMigration({ page, folder, step }) {
  const before = files(folder);
  const tabs = await page.locator(".tab").count();
  await vscode.palette(page, newMigration);
  await vscode.pick(page, kind);
  await vscode.answer(page, "never made");
  await page.keyboard.press("Escape");
  await vscode.quickInputClosed(page);
  assert.deepEqual(files(folder), before);
  assert.equal(await page.locator(".tab").count(), tabs);
  step("Escape leaves nothing behind");
}

function files(folder) {
  return readdirSync(folder, { recursive: true }).sort();
}
