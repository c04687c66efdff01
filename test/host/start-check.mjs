import { mkdirSync } from "node:fs";
import path from "node:path";
import { newPage, remoteUri, startBrowser, workbenchUrl } from "./browser.mjs";
import { squiggle } from "./ui/problems.mjs";
import { waitForWorkbench } from "./ui/workbench.mjs";

/** Does what a person does after `npm start`: opens the URL, sees the files, sees a squiggle. */
export async function checkStart(port, folder) {
  const file = process.env.SAFE_MIGRATIONS_START_FILE;
  if (!file) throw new Error("SAFE_MIGRATIONS_START_FILE must name a file with a problem");
  const page = await newPage(await startBrowser());
  const screenshot = process.env.SAFE_MIGRATIONS_START_SCREENSHOT ?? "out/host/start.png";
  const openFile = remoteUri(port, path.resolve(folder, file));
  mkdirSync(path.dirname(screenshot), { recursive: true });
  try {
    await page.goto(workbenchUrl(port, folder, [["openFile", openFile]]));
    await waitForWorkbench(page);
    await page.waitForSelector(squiggle, { timeout: 60_000 });
  } finally {
    await page.screenshot({ path: screenshot });
  }
  console.log(`start check: the extension works in VS Code; ${screenshot}`);
  return 0;
}
