// The box at the top of VS Code: files, commands, and the steps of a command.
import path from "node:path";
import { parkMouse, waitForTab } from "./workbench.mjs";

const box = ".quick-input-widget";

export async function openFile(page, name) {
  const label = path.basename(name);
  await page.keyboard.press("Control+P");
  await answer(page, name);
  await pick(page, label);
  await waitForTab(page, label);
}

/** F1 and not Ctrl+Shift+P, which a browser may keep for itself. */
export async function palette(page, command) {
  await page.keyboard.press("F1");
  await answer(page, `>${command}`);
  await pick(page, command);
}

export async function pick(page, label) {
  await row(page, label).click();
  await parkMouse(page);
}

export async function waitForPick(page, label) {
  await row(page, label).waitFor();
}

/** Until the list of the step before is gone, the box still belongs to that step. */
export async function waitForQuestion(page) {
  await page.waitForSelector(`${box} .quick-input-list`, { state: "hidden" });
}

export async function answer(page, text) {
  await page.fill(`${box} input`, text);
}

export async function waitForClosed(page) {
  await page.waitForSelector(box, { state: "hidden" });
}

function row(page, label) {
  return page.locator(`${box} .monaco-list-row`, { hasText: label }).first();
}
