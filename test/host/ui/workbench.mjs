// What a person sees and does in VS Code, for Playwright: every function waits for what it needs.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export const activeEditor = ".editor-group-container.active .monaco-editor";
const explorerRow = ".explorer-folders-view .monaco-list-row";

export async function waitForWorkbench(page) {
  await page.waitForSelector(".monaco-workbench", { timeout: 60_000 });
  await page.waitForSelector(explorerRow, { timeout: 60_000 });
}

export async function waitForTab(page, label) {
  await page.locator(".tab.active", { hasText: label }).waitFor();
  await page.waitForSelector(`${activeEditor} .view-line`);
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

export async function waitForText(page, wanted) {
  const ok = (text) => (typeof wanted === "string" ? text === wanted : wanted.test(text));
  return until(() => editorText(page), ok, `the text ${wanted}`);
}

export async function save(page) {
  await page.keyboard.press("Control+S");
  await page.waitForSelector(".tab.active:not(.dirty)");
}

/** To an empty part of the status bar: where a mouse stays, a tooltip comes up in the picture. */
export async function parkMouse(page) {
  await page.mouse.move(640, 790);
}

/** Waits for fades and slides to end: a half-drawn menu differs from run to run. */
export async function screenshot(page, file) {
  mkdirSync(path.dirname(file), { recursive: true });
  await page.waitForTimeout(600);
  await page.screenshot({ path: file });
}

export async function until(read, wanted, what) {
  const end = Date.now() + 30_000;
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    if (Date.now() > end) throw new Error(`waited 30 s in vain for ${what}`);
    await delay(50);
  }
}
