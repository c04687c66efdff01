import { activeEditor, parkMouse, until } from "./workbench.mjs";

export const squiggle = ".squiggly-error, .squiggly-warning, .squiggly-info";
const hover = ".monaco-hover:not(.hidden) .hover-row";
const outOfSight = { x: 0, y: -1, width: 0, height: 0 };

/** On the line that shows `text`; a language server may answer late on a busy machine. */
export async function waitForSquiggle(page, text) {
  return until(() => squiggleOn(page, text), Boolean, `a squiggle on ${text}`);
}

export async function waitForNoSquiggle(page, text) {
  await until(
    () => squiggleOn(page, text),
    (found) => !found,
    `no squiggle on ${text}`,
  );
}

export async function hoverSquiggle(page, text) {
  const { x, y } = await waitForSquiggle(page, text);
  await page.mouse.move(x, y);
  await page.mouse.move(x + 1, y);
  await page.waitForSelector(hover);
}

/** One Ctrl+. is lost now and then, or a late focus change closes its menu: press until it stays. */
export async function openQuickFixMenu(page, text, title) {
  for (let tries = 0; tries < 6; tries++) {
    const { x, y } = await waitForSquiggle(page, text);
    await page.mouse.click(x, y);
    await parkMouse(page);
    await page.waitForSelector(hover, { state: "hidden" });
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

async function squiggleOn(page, text) {
  const line = await page.locator(`${activeEditor} .view-line`, { hasText: text }).boundingBox();
  for (const one of await page.locator(squiggle).all()) {
    const { x, y, width, height } = (await one.boundingBox()) ?? outOfSight;
    const middle = y + height / 2;
    if (middle > line.y && middle < line.y + line.height)
      return { x: x + Math.min(width / 2, 20), y: middle };
  }
}
