/** A revision file of Alembic, for examples. `down`: as written in Python. */
export const revisionFile = (id: string, down: string): string =>
  `revision = "${id}"\ndown_revision = ${down}\n\n\ndef upgrade() -> None:\n    op.execute("SELECT 1")\n\n\ndef downgrade() -> None:\n    op.execute("SELECT 1")\n`;
