import * as quickInput from "./quick-input.mjs";
import { parkMouse } from "./workbench.mjs";

const failed = ".test-explorer .codicon-testing-failed-icon";
const running =
  ".test-explorer :is(.codicon-testing-queued-icon, .codicon-testing-running-icon, .codicon-loading)";
const lens = ".codelens-decoration";

/** The lock above a statement, and the Test Explorer after a run of everything. */
export async function verifyMigrations({ page, picture, step }) {
  await quickInput.openFile(page, "000003_guarded.up.sql");
  await page.locator(lens, { hasText: "ACCESS EXCLUSIVE on orders" }).first().waitFor();
  step("a lock is shown above its statement");

  await quickInput.openFile(page, "000002_orders.up.sql");
  await quickInput.palette(page, "Testing: Focus on Test Explorer View");
  await row(page, "golang-migrate").waitFor();
  await quickInput.palette(page, "Test: Run All Tests");
  await page.locator(failed).first().waitFor({ timeout: 60_000 });
  for (const label of ["golang-migrate", "000002_orders.up.sql"])
    await row(page, label).locator(".monaco-tl-twistie").click();
  await row(page, "down and up").first().waitFor();
  await page.locator(running).first().waitFor({ state: "hidden", timeout: 60_000 });
  await parkMouse(page);
  await page.locator(".test-error-content-widget", { hasText: "already exists" }).first().waitFor();
  await picture("verify");
  step("the Test Explorer runs the migrations and says at the statement what PostgreSQL refuses");

  await quickInput.openFile(page, "000003_guarded.up.sql");
  await page.locator(lens, { hasText: "measured on PostgreSQL" }).first().waitFor();
  await picture("lock-lens");
  step("the lock that the run has seen is shown above its statement");
}

function row(page, label) {
  return page.locator(".test-explorer .monaco-list-row", { hasText: label });
}
