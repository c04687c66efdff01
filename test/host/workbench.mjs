// What a person does in VS Code, for Playwright: every function waits for what can be seen.
import { mkdirSync } from "node:fs";
import path from "node:path";

export const explorerRow = ".explorer-folders-view .monaco-list-row";
export const squiggle = ".squiggly-error, .squiggly-warning, .squiggly-info";
const activeEditor = ".editor-group-container.active .monaco-editor";
const quickInput = ".quick-input-widget";
const fixMenu = ".action-widget";

export async function waitForWorkbench(page) {
  await page.waitForSelector(".monaco-workbench", { timeout: 60_000 });
  await page.waitForSelector(explorerRow, { timeout: 60_000 });
}

export async function openFile(page, name) {
  await page.keyboard.press("Control+P");
  await page.fill(`${quickInput} input`, name);
  await page.click(`${quickInput} .monaco-list-row >> text=${path.basename(name)}`);
  await waitForTab(page, path.basename(name));
}

export async function waitForTab(page, label) {
  const tab = page.locator(".tab.active", { hasText: label });
  await tab.waitFor();
  await page.waitForSelector(`${activeEditor} .view-line`);
  return (await tab.innerText()).trim().split("\n")[0];
}

/** At once and not key by key, so that neither brackets nor suggestions complete it. */
export async function typeText(page, text) {
  await page.keyboard.insertText(text);
}

/** Only the lines in view; VS Code draws them in any order and writes spaces as U+00A0. */
export function editorText(page) {
  return page.evaluate((editor) => {
    const lines = [...document.querySelectorAll(`${editor} .view-line`)];
    const top = (line) => Number.parseFloat(line.style.top);
    const text = lines.sort((a, b) => top(a) - top(b)).map((line) => line.textContent);
    return text.join("\n").replaceAll("\u00a0", " ");
  }, activeEditor);
}

export function countSquiggles(page) {
  return page.locator(squiggle).count();
}

/** Waits until `wanted(count)` holds; a language server may answer late on a busy machine. */
export async function waitForSquiggles(page, wanted, limit = 30_000) {
  const end = Date.now() + limit;
  for (;;) {
    const count = await countSquiggles(page);
    if (wanted(count)) return;
    if (Date.now() > end) throw new Error(`${count} squiggles, which is not what was waited for`);
    await page.waitForTimeout(50);
  }
}

/** The hover of the lowest squiggle in view. */
export async function hoverSquiggle(page) {
  const { x, y } = await lowestSquiggle(page);
  await page.mouse.move(x, y);
  await page.mouse.move(x + 1, y);
  await page.waitForSelector(".monaco-hover:not(.hidden) .hover-row");
}

/** One Ctrl+. is lost now and then, or a late focus change closes its menu: press until it stays. */
export async function openQuickFixMenu(page, title) {
  for (let tries = 0; tries < 6; tries++) {
    const { x, y } = await lowestSquiggle(page);
    await page.mouse.click(x, y);
    await page.keyboard.press("Control+.");
    if (await staysVisible(fixItem(page, title))) return;
    await page.keyboard.press("Escape");
  }
  throw new Error(`the quick-fix menu does not offer ${title}`);
}

export async function chooseQuickFix(page, title) {
  await fixItem(page, title).click();
  await page.waitForSelector(fixMenu, { state: "detached" });
}

/** F1 and not Ctrl+Shift+P, which a browser may keep for itself. */
export async function palette(page, command) {
  await page.keyboard.press("F1");
  await page.fill(`${quickInput} input`, `>${command}`);
  await pick(page, command);
}

/** Takes one row of the list that is shown. */
export async function pick(page, label) {
  await quickRow(page, label).click();
}

export async function waitForPick(page, label) {
  await quickRow(page, label).waitFor();
}

/** Types into the input box of a step; `prompt` tells it from the list of the step before. */
export async function answer(page, text) {
  await page.waitForSelector(`${quickInput} .quick-input-list`, { state: "hidden" });
  await page.fill(`${quickInput} input`, text);
}

export async function quickInputClosed(page) {
  await page.waitForSelector(quickInput, { state: "hidden" });
}

/** Waits for fades and slides to end: a half-drawn menu differs from run to run. */
export async function screenshot(page, file) {
  mkdirSync(path.dirname(file), { recursive: true });
  await page.waitForTimeout(600);
  await page.screenshot({ path: file, caret: "hide" });
}

function quickRow(page, label) {
  return page.locator(`${quickInput} .monaco-list-row`, { hasText: label }).first();
}

function fixItem(page, title) {
  return page.locator(`${fixMenu} .monaco-list-row.action`, { hasText: title }).first();
}

async function staysVisible(locator) {
  try {
    await locator.waitFor({ timeout: 2500 });
  } catch {
    return false;
  }
  await locator.page().waitForTimeout(300);
  return locator.isVisible();
}

async function lowestSquiggle(page) {
  const boxes = await Promise.all(
    (await page.locator(squiggle).all()).map((one) => one.boundingBox()),
  );
  const [lowest] = boxes.filter(Boolean).sort((a, b) => b.y - a.y);
  if (!lowest) throw new Error("no squiggle in view");
  return { x: lowest.x + Math.min(lowest.width / 2, 20), y: lowest.y + lowest.height / 2 };
}
