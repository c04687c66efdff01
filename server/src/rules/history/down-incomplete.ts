import type { Difference } from "../../catalog/difference.ts";
import { folderRule } from "../folder-rule.ts";
import { completedReverse } from "./down-fixes.ts";

export default folderRule({
  id: "history/down-incomplete",
  title: "The reverse does not bring back what was there",
  why: "After the migration and its reverse the schema is not what it was before: something is left over, or is not restored. The next run of the migration then meets a schema that it was not written for.",
  severity: "warning",
  run: "down",
  aliases: [],
  *check({ files }) {
    for (const file of files) {
      const down = file.down();
      if (!down?.left || down.left.length === 0 || down.statements.length === 0) continue;
      const { left } = down;
      const shown = down.left.slice(0, 3).map(said);
      const more = down.left.length - shown.length;
      yield {
        path: down.path,
        span: down.top,
        message: `The reverse does not restore the schema: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
        detail: "Complete it, so that the migration can run again after it.",
        get fixes() {
          return completedReverse(file, down.text, left);
        },
      };
    }
  },
  examples: {
    flags: [
      {
        runner: "golang-migrate",
        files: {
          "1_a.up.sql": "CREATE TABLE IF NOT EXISTS a (id int NOT NULL);",
          "1_a.down.sql": "DROP TABLE a;",
          "2_b.up.sql": "ALTER TABLE a ALTER COLUMN id DROP NOT NULL;",
          "2_b.down.sql": "SELECT 1;",
        },
        fixed: {
          "1_a.up.sql": "CREATE TABLE IF NOT EXISTS a (id int NOT NULL);",
          "1_a.down.sql": "DROP TABLE a;",
          "2_b.up.sql": "ALTER TABLE a ALTER COLUMN id DROP NOT NULL;",
          "2_b.down.sql": "SELECT 1;\nALTER TABLE a ALTER COLUMN id SET NOT NULL;\n",
        },
      },
    ],
    allows: [
      {
        runner: "golang-migrate",
        files: {
          "1_a.up.sql": "CREATE TABLE IF NOT EXISTS a (id int NOT NULL);",
          "1_a.down.sql": "DROP TABLE a;",
          "2_b.up.sql": "ALTER TABLE a ALTER COLUMN id DROP NOT NULL;",
          "2_b.down.sql": "ALTER TABLE a ALTER COLUMN id SET NOT NULL;",
        },
      },
    ],
  },
});

const words = { added: "is left over", missing: "is not restored", changed: "is not as it was" };

const said = ({ class: of, key, on, change }: Difference): string =>
  `${of} ${on === undefined ? key : `${key} of ${on}`} ${words[change]}`;
