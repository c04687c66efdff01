import { activeEditor, parkMouse, until } from "./workbench.mjs";

export const squiggle = ".squiggly-error, .squiggly-warning, .squiggly-info";
const hover = ".monaco-hover:not(.hidden)";

/** On the line that shows `text`; a language server may answer late on a busy machine. */
export async function waitForSquiggle(page, text) {
  return until(() => squiggleOn(page, text), Boolean, `a squiggle on ${text}`);
}

export async function waitForNoSquiggle(page, text) {
  const nothing = (found) => found === undefined;
  await until(() => squiggleOn(page, text), nothing, `no squiggle on ${text}`);
}

/** A hover asks for quick fixes once; asked too early, it says there are none until it is reopened. */
export async function hoverSquiggle(page, text) {
  for (let tries = 0; tries < 6; tries++) {
    const { x, y } = await waitForSquiggle(page, text);
    await page.mouse.move(x, y);
    await page.mouse.move(x + 1, y);
    if (await staysVisible(page.locator(hover, { hasText: "Quick Fix" }).first())) return;
    await leaveHover(page);
  }
  throw new Error(`the hover on ${text} does not offer a quick fix`);
}

/** One Ctrl+. is lost now and then, or a late focus change closes its menu: press until it stays. */
export async function openQuickFixMenu(page, text, title) {
  for (let tries = 0; tries < 6; tries++) {
    const { x, y } = await waitForSquiggle(page, text);
    await page.mouse.click(x, y);
    await leaveHover(page);
    await page.keyboard.press("Control+.");
    if (await staysVisible(fixItem(page, title))) return;
    await page.keyboard.press("Escape");
  }
  throw new Error(`the quick-fix menu does not offer ${title}`);
}

export async function chooseQuickFix(page, title) {
  await fixItem(page, title).click();
  await fixItem(page, title).waitFor({ state: "hidden" });
}

async function leaveHover(page) {
  await parkMouse(page);
  await page.waitForSelector(hover, { state: "hidden" });
}

function fixItem(page, title) {
  return page.locator(".action-widget .monaco-list-row.action", { hasText: title }).first();
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

/** In one go inside the page, because VS Code redraws lines and squiggles at any time. */
function squiggleOn(page, text) {
  return page.evaluate(findSquiggle, { editor: activeEditor, squiggle, text });
}

function findSquiggle({ editor, squiggle, text }) {
  const all = (what) => [...document.querySelectorAll(`${editor} :is(${what})`)];
  const line = all(".view-line").find((one) => one.textContent.includes(text));
  if (!line) return undefined;
  const { top, bottom } = line.getBoundingClientRect();
  for (const { x, y, width, height } of all(squiggle).map((one) => one.getBoundingClientRect())) {
    const middle = y + height / 2;
    if (middle > top && middle < bottom) return { x: x + Math.min(width / 2, 20), y: middle };
  }
  return undefined;
}
