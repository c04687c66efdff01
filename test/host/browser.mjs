import { createRequire } from "node:module";
import path from "node:path";
import { chromiumPath, hostDir } from "./installed.mjs";
import { atEnd } from "./lifetime.mjs";

export async function startBrowser() {
  const { chromium } = createRequire(path.join(hostDir, "package.json"))("playwright-core");
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update"],
    // Signals are lifetime.mjs's business: Playwright would end this process before the server.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  atEnd(() => browser.close());
  return browser;
}

export function newPage(browser) {
  return browser.newPage({ viewport: { width: 1280, height: 800 } });
}

/** The authority must be the page's own host and port, or editors and diagnostics do not meet. */
export function remoteUri(port, file) {
  return `vscode-remote://127.0.0.1:${port}${file}`;
}

export function workbenchUrl(port, folder, payload = []) {
  const query = new URLSearchParams({ folder });
  if (payload.length > 0) query.set("payload", JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query}`;
}
