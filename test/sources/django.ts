/** Migrations of a small application of Django. */
export type Files = Readonly<Record<string, string>>;

export const migration = (depends: readonly string[], operations: string): string =>
  `from django.db import migrations, models
from django.db.migrations import RunSQL


class Migration(migrations.Migration):
    dependencies = [${depends.map((one) => `("shop", "${one}")`).join(", ")}]
    operations = [
        ${operations},
    ]
`;

export const settings = (engine: string): string =>
  `DATABASES = {"default": {"ENGINE": "${engine}", "NAME": "shop"}}\n`;
