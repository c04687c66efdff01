import * as quickInput from "./quick-input.mjs";

const failed = ".test-explorer .codicon-testing-failed-icon";
const lens = ".codelens-decoration";

/** The lock above a statement, and the Test Explorer after a run of everything. */
export async function verifyMigrations({ page, picture, step }) {
  await quickInput.openFile(page, "000003_guarded.up.sql");
  await page.locator(lens, { hasText: "ACCESS EXCLUSIVE on orders" }).first().waitFor();
  await picture("lock-lens");
  step("a lock is shown above its statement");

  await quickInput.openFile(page, "000002_orders.up.sql");
  await quickInput.palette(page, "Testing: Focus on Test Explorer View");
  await page.locator(".test-explorer .monaco-list-row", { hasText: "golang-migrate" }).waitFor();
  await quickInput.palette(page, "Test: Run All Tests");
  await page.locator(failed).first().waitFor({ timeout: 60_000 });
  await page
    .locator(".test-message-inline-content", { hasText: "already exists" })
    .first()
    .waitFor();
  await picture("verify");
  step("the Test Explorer runs the migrations and says at the statement what PostgreSQL refuses");
}
