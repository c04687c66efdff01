const nothing = 'op.execute("SELECT 1")';

/** A revision file of Alembic, for examples. `down`: as written in Python; bodies are indented by four blanks. */
export const revisionFile = (id: string, down: string, up?: string, back = nothing): string =>
  `${up === undefined ? "" : "from alembic import op\nimport sqlalchemy as sa\n\n"}revision = "${id}"\ndown_revision = ${down}\n\n\ndef upgrade() -> None:\n    ${up ?? nothing}\n\n\ndef downgrade() -> None:\n    ${back}\n`;
