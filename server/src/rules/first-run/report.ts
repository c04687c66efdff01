import type { Failure } from "../../catalog/outcome.ts";
import type { Related } from "../finding.ts";
import { withPerhaps } from "../perhaps.ts";
import { spotOf } from "../rerun/spot.ts";
import type { Proposal, Report, Scene, Told } from "../rule.ts";
import { type FirstRule, type Refused, refused } from "./which.ts";

/** The failure of the first run, where it belongs to this rule, in PostgreSQL's words. */
export function* failures(
  scene: Scene,
  rule: FirstRule,
  detail: (refused: Refused) => string,
  fixes: (scene: Scene, refused: Refused) => readonly Proposal[] = () => [],
): Iterable<Report> {
  const found = refused(scene);
  if (found?.rule !== rule) return;
  yield {
    message: firstRunFails(found.failure),
    detail: withPerhaps(detail(found), found.failure),
    at: spotOf(scene.surface, { failure: found.failure, effect: found.effect, when: "again" }),
    failure: found.failure,
    related: found.told.map(related),
    ...(rule === "never-created" ? declares(found.failure) : {}),
    get fixes() {
      return fixes(scene, found);
    },
  };
}

/** A table may be another program's. */
function declares({ subject }: Failure): Pick<Report, "declares"> {
  if (subject?.class !== "table" && subject?.class !== "view") return {};
  const { schema, name } = subject;
  return { declares: { kind: "tables", name: schema === undefined ? name : `${schema}.${name}` } };
}

const firstRunFails = ({ sqlstate, message }: Failure): string =>
  `Fails on a fresh database: ${sqlstate} ${message}.`;

const related = (told: Told): Related => ({
  path: told.path,
  span: told.span,
  message: `${told.when === "later" ? "Only later: this" : "This"} ${said(told)}.`,
});

const said = ({ change: { what, name, to } }: Told): string =>
  what === "renames" ? `renames ${name.name} to ${to}` : `${what} ${name.name}`;
