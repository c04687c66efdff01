/** A small history of each tool whose migrations are programs, the folder of them, and what lies around. */
export interface ProgramHistory {
  readonly tool: string;
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
  /** The file that New Migration writes for `Add nickname` at 2026-11-21 09:30 UTC, from the folder. */
  readonly next: RegExp;
}

const manifest = (name: string): Readonly<Record<string, string>> => ({
  "package.json": `{ "dependencies": { "pg": "8", "${name}": "*" } }\n`,
});

export const programHistories: Readonly<Record<string, ProgramHistory>> = {
  alembic: {
    tool: "alembic",
    folder: "alembic/versions",
    files: {
      "alembic/versions/1a2b3c4d5e6f_first.py": `"""first

Revision ID: 1a2b3c4d5e6f
Revises:
Create Date: 2025-01-15 10:32:00.123456

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '1a2b3c4d5e6f'
down_revision: Union[str, None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.execute('CREATE TABLE first (id int)')


def downgrade() -> None:
    op.execute('DROP TABLE first')
`,
    },
    next: /^[0-9a-f]{12}_add_nickname\.py$/,
  },
  django: {
    tool: "django",
    folder: "shop/migrations",
    files: {
      "shop/migrations/0001_initial.py": `from django.db import migrations


class Migration(migrations.Migration):

    dependencies = []

    operations = [
        migrations.RunSQL("CREATE TABLE first (id int)", "DROP TABLE first"),
    ]
`,
      "requirements.txt": "Django\npsycopg2\n",
    },
    next: /^0002_add_nickname\.py$/,
  },
  yoyo: {
    tool: "yoyo",
    folder: "db",
    files: {
      "db/20250115_01_Ab1cD-first.py": `"""
first
"""

from yoyo import step

__depends__ = {}

steps = [
    step("CREATE TABLE first (id int)", "DROP TABLE first")
]
`,
    },
    next: /^20261121_01_[A-Za-z0-9]{5}-add-nickname\.py$/,
  },
  typeorm: {
    tool: "typeorm",
    folder: "src/migrations",
    files: {
      ...manifest("typeorm"),
      "src/migrations/1700000000000-First.ts": `import { MigrationInterface, QueryRunner } from "typeorm";

export class First1700000000000 implements MigrationInterface {
    name = "First1700000000000";

    public async up(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query(\`CREATE TABLE first (id int)\`);
    }

    public async down(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query(\`DROP TABLE "first"\`);
    }
}
`,
    },
    next: /^1795253400000-AddNickname\.ts$/,
  },
  "typeorm in JavaScript": {
    tool: "typeorm",
    folder: "migrations",
    files: {
      ...manifest("typeorm"),
      "migrations/1700000000000-first-one.js": `const { MigrationInterface, QueryRunner } = require("typeorm");

module.exports = class FirstOne1700000000000 {
  name = "FirstOne1700000000000";

  async up(queryRunner) {
    await queryRunner.query("CREATE TABLE first (id int)");
  }

  async down(queryRunner) {
    await queryRunner.query("DROP TABLE first");
  }
};
`,
    },
    next: /^1795253400000-add-nickname\.js$/,
  },
  "knex in TypeScript": {
    tool: "knex",
    folder: "migrations",
    files: {
      ...manifest("knex"),
      "migrations/20250115103200_first.ts": `import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw('CREATE TABLE first (id int)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE first');
}
`,
    },
    next: /^20261121093000_add_nickname\.ts$/,
  },
  "knex in JavaScript": {
    tool: "knex",
    folder: "migrations",
    files: {
      ...manifest("knex"),
      "migrations/20250115103200_makeFirst.js": `exports.up = function (knex) {
    return knex.raw('CREATE TABLE first (id int)')
}

exports.down = function (knex) {
    return knex.raw('DROP TABLE first')
}
`,
    },
    next: /^20261121093000_addNickname\.js$/,
  },
  "knex in modules": {
    tool: "knex",
    folder: "migrations",
    files: {
      ...manifest("knex"),
      "migrations/20250115103200_first.mjs": `export const up = (knex) => knex.raw("CREATE TABLE first (id int)");
export const down = (knex) => knex.raw("DROP TABLE first");
`,
    },
    next: /^20261121093000_add_nickname\.mjs$/,
  },
  kysely: {
    tool: "kysely",
    folder: "migrations",
    files: {
      ...manifest("kysely"),
      "migrations/2025-01-15T10-32-00_first.ts": `import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<any>): Promise<void> {
  await sql\`CREATE TABLE first (id int)\`.execute(db);
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql\`DROP TABLE first\`.execute(db);
}
`,
    },
    next: /^2026-11-21T09-30-00_add_nickname\.ts$/,
  },
  "mikro-orm": {
    tool: "mikro-orm",
    folder: "migrations",
    files: {
      "package.json": '{ "dependencies": { "@mikro-orm/postgresql": "6" } }\n',
      "migrations/Migration20250115103200.ts": `import { Migration } from '@mikro-orm/migrations';

export class Migration20250115103200 extends Migration {

  override async up(): Promise<void> {
    this.addSql('CREATE TABLE first (id int)');
  }

  override async down(): Promise<void> {
    this.addSql('drop table "first"');
  }

}
`,
    },
    next: /^Migration20261121093000\.ts$/,
  },
  "node-pg-migrate in TypeScript": {
    tool: "node-pg-migrate",
    folder: "migrations",
    files: {
      ...manifest("node-pg-migrate"),
      "migrations/1700000000000_make-first.ts": `import { MigrationBuilder } from "node-pg-migrate";

export async function up(pgm: MigrationBuilder): Promise<void> {
\tpgm.sql("CREATE TABLE first (id int)");
}

export async function down(pgm: MigrationBuilder): Promise<void> {
\tpgm.sql("DROP TABLE first");
}
`,
    },
    next: /^1795253400000_add-nickname\.ts$/,
  },
  "node-pg-migrate in JavaScript": {
    tool: "node-pg-migrate",
    folder: "migrations",
    files: {
      ...manifest("node-pg-migrate"),
      "migrations/1700000000000_first.js": `exports.up = (pgm) => {
  pgm.sql("CREATE TABLE first (id int)");
};

exports.down = (pgm) => {
  pgm.sql("DROP TABLE first");
};
`,
    },
    next: /^1795253400000_add-nickname\.js$/,
  },
  sequelize: {
    tool: "umzug",
    folder: "migrations",
    files: {
      ...manifest("sequelize"),
      "migrations/20250115103200-make-first.js": `'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.sequelize.query('CREATE TABLE first (id int)');
  },

  async down(queryInterface, Sequelize) {
    await queryInterface.sequelize.query('DROP TABLE first');
  },
};
`,
    },
    next: /^20261121093000-add-nickname\.js$/,
  },
  umzug: {
    tool: "umzug",
    folder: "migrations",
    files: {
      ...manifest("umzug"),
      "migrations/2025.01.15T10.32.00.first.ts": `import type { QueryInterface } from "sequelize";

export const up = async ({ context: queryInterface }: { context: QueryInterface }) => {
  await queryInterface.sequelize.query("CREATE TABLE first (id int)");
};

export const down = async ({ context: queryInterface }: { context: QueryInterface }) => {
  await queryInterface.sequelize.query("DROP TABLE first");
};
`,
    },
    next: /^2026\.11\.21T09\.30\.00\.add-nickname\.ts$/,
  },
};
