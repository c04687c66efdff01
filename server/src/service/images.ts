import { asSeenFrom } from "../history/around.ts";
import type { OpenedHistory } from "../history/open.ts";
import type { FolderProposal, ImageGap } from "../rules/folder-rule.ts";
import { ignoreFileOf, type LeftOut, leftOutBy } from "../runners/docker-ignore.ts";
import type { NearbyFile } from "../runners/folder.ts";
import { type Image, imageOf } from "../runners/image.ts";
import type { MigratorCall } from "../sources/javascript/migrator-calls.ts";
import { escaped } from "../text/escape.ts";
import { baseOf, joinPath, parentOf, within } from "../text/path.ts";
import type { Edit } from "../text/span.ts";
import { type Start, startOf } from "./started.ts";

const dockerfile = /^(?:Dockerfile(?:\.[\w.-]+)?|[\w.-]+\.[Dd]ockerfile)$/;
const forDevelopers =
  /(?:^|\/|[._-])(?:dev|devcontainer|development|tests?|ci|local|examples?)(?:[._/-]|$)/i;

/** Images that start what reads the folder, and certainly lack it. */
export function imageGaps(
  history: OpenedHistory,
  calls: readonly MigratorCall[],
): readonly ImageGap[] {
  const { nearby } = history.listed;
  const folder = joinPath(history.base, history.folder);
  const [first] = history.files;
  if (!first || isMounted(nearby, baseOf(folder))) return [];
  const top = nearby.reduce((found, one) => commonTop(parentOf(one.path), found), folder);
  return nearby.flatMap((file): readonly ImageGap[] => {
    if (!dockerfile.test(baseOf(file.path)) || forDevelopers.test(file.path)) return [];
    if (file.path.endsWith(".dockerignore")) return [];
    const home = parentOf(file.path);
    const image = imageOf(file.text, within(top, folder) ?? folder);
    if (!image) return [];
    const inside = within(home, joinPath(history.base, first.path));
    const ignoring = inside === undefined ? undefined : ignoreFileOf(file.path, nearby);
    const leftOut = ignoring && leftOutBy(ignoring, inside ?? "");
    if (image.places.length > 0 && !leftOut) return [];
    const start = startOf(history, file, image, folder, calls);
    if (!start) return [];
    const named = { name: baseOf(folder), start, isIgnored: false };
    if (image.places.length > 0 && ignoring && leftOut)
      return [{ ...named, isIgnored: true, ...ignoredGap(history, ignoring, leftOut, folder) }];
    const copied = leftOut ? undefined : copyLine({ history, file, image, start, folder });
    return [
      {
        ...named,
        path: asSeenFrom(history.base, file.path),
        at: image.lastCopy,
        fixes: copied ? [copied] : [],
      },
    ];
  });
}

/** Into the container, by a Compose file. */
const isMounted = (nearby: readonly NearbyFile[], name: string): boolean =>
  nearby.some(
    ({ path, text }) =>
      /compose[^/]*\.ya?ml$/.test(path) && new RegExp(`[\\w./-]*${escaped(name)}/?:`).test(text),
  );

/** The folder above both. */
function commonTop(one: string, other: string): string {
  let top = one;
  while (within(top, other) === undefined) top = parentOf(top);
  return top;
}

/** The line goes; where everything is left out that is not named, the folder is named. */
function ignoredGap(
  history: OpenedHistory,
  { path: ignoring, text }: NearbyFile,
  { pattern, at, line }: LeftOut,
  folder: string,
): Pick<ImageGap, "path" | "at" | "fixes"> {
  const inside = within(parentOf(ignoring), folder) ?? baseOf(folder);
  const end = text.length;
  const edit: Edit = /^\*+$/.test(pattern)
    ? { span: { start: end, end }, text: `${text.endsWith("\n") ? "" : "\n"}!${inside}\n` }
    : { span: line, text: "" };
  const path = asSeenFrom(history.base, ignoring);
  const title = `Let ${inside} into the image`;
  return { path, at, fixes: [{ title, grade: "review", files: [{ path, edits: [edit] }] }] };
}

interface Lacking {
  readonly history: OpenedHistory;
  readonly file: NearbyFile;
  readonly image: Image;
  readonly start: Start;
  readonly folder: string;
}

function copyLine({ history, file, image, start, folder }: Lacking): FolderProposal | undefined {
  const context = contextOf(history.listed.nearby, file, image, folder);
  const source = context === undefined ? undefined : within(context, folder);
  const place = start.place === undefined ? undefined : within(image.workdir, start.place);
  if (!source || !place) return undefined;
  const { end } = image.lastCopy;
  const owner = /--chown=\S+\s/.exec(file.text.slice(image.lastCopy.start, end))?.[0] ?? "";
  const text = `\nCOPY ${owner}${source} ./${place}`;
  return {
    title: `Copy ${source} into the image`,
    grade: "review",
    files: [
      {
        path: asSeenFrom(history.base, file.path),
        edits: [{ span: { start: end, end }, text }],
      },
    ],
  };
}

/** The folder that what it copies lies in; undefined where more than one comes into question, or none. */
function contextOf(
  nearby: readonly NearbyFile[],
  file: NearbyFile,
  { sources }: Image,
  folder: string,
): string | undefined {
  const manifests = sources
    .map((one) => joinPath("", one.replace(/^\//, "")))
    .filter((one) => /^(?:package\.json|go\.mod|Cargo\.toml)$/.test(baseOf(one)));
  const found: string[] = [];
  for (let at = parentOf(file.path); ; at = parentOf(at)) {
    const all = manifests.every((one) => nearby.some(({ path }) => path === joinPath(at, one)));
    if (manifests.length > 0 && all && within(at, folder) !== undefined) found.push(at);
    if (at === "" || !at.includes("/")) break;
  }
  return found.length === 1 ? found[0] : undefined;
}
