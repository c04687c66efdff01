import { beforeAll, describe, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { type Files, findings, seen } from "./found.ts";
import { mended } from "./mend.ts";
import * as packaging from "./mosaic-packaging.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

test.each(["drizzle", "/drizzle", "drizzle/**", "*.sql", "**/drizzle/"])(
  "row 12: %s in .npmignore leaves the folder out",
  (pattern) => {
    const files = { ...packaging.npmIgnored, [packaging.ignore]: `${pattern}\n` };
    expect(seen(service, files).map((one) => one.text)).toEqual([pattern]);
  },
);

test.each(["drizzle/meta", "*.ts", "drizzle\n!drizzle", "# drizzle", "db/drizzle/old"])(
  "row 12: %s in .npmignore leaves it in",
  (pattern) => {
    const files = { ...packaging.npmIgnored, [packaging.ignore]: `${pattern}\n` };
    expect(seen(service, files)).toEqual([]);
  },
);

const withImage = (text: string, more: Files = {}): Files => ({
  ...packaging.imaged,
  [packaging.image]: text,
  ...more,
});
const last = (text: string): string =>
  (packaging.imaged[packaging.image] ?? "").replace("COPY package.json .", text);

test("row 12: an image is given the folder that it reads when it starts", () => {
  expect(seen(service, packaging.imaged)).toEqual([
    {
      rule: "history/migrations-not-packaged",
      path: packaging.image,
      text: "COPY package.json .",
      fixes: ["Copy drizzle into the image"],
    },
  ]);
  expect(mended(service, packaging.imaged)).toEqual(packaging.imagedFixed);
  expect(seen(service, packaging.imagedFixed)).toEqual([]);
});

test("row 12: .dockerignore leaves it out of an image that takes everything", () => {
  expect(seen(service, packaging.imageIgnored)).toEqual([
    {
      rule: "history/migrations-not-packaged",
      path: packaging.imageIgnore,
      text: "drizzle",
      fixes: ["Let drizzle into the image"],
    },
  ]);
  expect(mended(service, packaging.imageIgnored)[packaging.imageIgnore]).toBe(
    "node_modules\n.env*\n",
  );
});

test.each([
  ["drizzle/**", []],
  ["**/*.sql", []],
  ["*", ["!drizzle"]],
  ["**", ["!drizzle"]],
])("row 12: %s in .dockerignore leaves it out as well", (pattern, added) => {
  const files = { ...packaging.imageIgnored, [packaging.imageIgnore]: `src\n${pattern}\n` };
  expect(seen(service, files).map((one) => one.text)).toEqual([pattern]);
  const lines = mended(service, files)[packaging.imageIgnore]?.split("\n");
  expect(lines).toEqual(["src", ...(added.length > 0 ? [pattern, ...added] : []), ""]);
});

test.each(["*.sql", "drizzle/meta/old", "*\n!drizzle", "# drizzle", "db/drizzle"])(
  "row 12: %s in .dockerignore leaves it in",
  (pattern) => {
    const files = { ...packaging.imageIgnored, [packaging.imageIgnore]: `${pattern}\n` };
    expect(seen(service, files)).toEqual([]);
  },
);

test.each([
  ["a stage brings all", last("COPY --from=build /app ./")],
  ["a stage brings the folder", last("COPY --from=build /app/drizzle ./drizzle")],
  ["the files are named", last("COPY drizzle/*.sql ./drizzle/")],
  ["the folder above is copied", last("COPY packages ./packages")],
  [
    "another image may hold it",
    last("COPY --from=registry.example/migrations /migrations ./drizzle"),
  ],
  ["a name is filled in", last("ARG FOLDER\nCOPY $FOLDER ./")],
  ["a command may bring it", last("RUN cp -r /mnt/drizzle .")],
  ["it is a volume", last('VOLUME ["/app/drizzle"]')],
  [
    "the image begins with one of the team's",
    packaging.containerOf("").replace("node:22-slim", "registry.example/base:1"),
  ],
  [
    "the last stage goes on from the first",
    packaging.containerOf("").replace("FROM node:22-slim", "FROM build"),
  ],
  [
    "it starts something else",
    packaging.containerOf("").replace("dist/server.js", "dist/worker.js"),
  ],
  [
    "it starts what is not known",
    packaging.containerOf("").replace(/CMD.*/, 'ENTRYPOINT ["/start"]'),
  ],
])("row 12: nothing is said of an image where %s", (_, text) => {
  expect(seen(service, withImage(text))).toEqual([]);
});

test("row 12: nothing is said where a Compose file mounts the folder", () => {
  const compose = {
    "compose.yaml": "services:\n  db:\n    volumes:\n      - ./packages/db/drizzle:/app/drizzle\n",
  };
  expect(seen(service, withImage(packaging.imaged[packaging.image] ?? "", compose))).toEqual([]);
});

test("row 12: a program that imports what migrates is warned of", () => {
  const files = {
    ...packaging.imaged,
    "packages/db/src/main.ts": 'import "./server.js";\n',
    [packaging.image]: packaging.containerOf("").replace("dist/server.js", "dist/main.js"),
  };
  expect(findings(service, files)).toMatchObject([
    { finding: { severity: "warning", path: packaging.image }, fixes: [{}] },
  ]);
});

describe("row 12: a tool that is started in the image", () => {
  const dbmate = (copied: string): Files => ({
    "go.mod": "module shop\n",
    "db/migrations/20240101000000_users.sql":
      "-- migrate:up\nCREATE TABLE IF NOT EXISTS users (id int);\n\n-- migrate:down\nDROP TABLE IF EXISTS users;\n",
    "start.sh": "#!/bin/sh\nset -e\ndbmate --wait up\nexec /usr/local/bin/shop\n",
    Dockerfile: `FROM golang:1.24 AS build\nWORKDIR /src\nCOPY go.mod ./\nCOPY cmd ./cmd\nRUN go build -o /shop ./cmd/shop\n\nFROM alpine:3.20\nRUN apk add --no-cache dbmate\nWORKDIR /app\nCOPY --from=build /shop /usr/local/bin/shop\nCOPY start.sh .${copied}\nENTRYPOINT ["./start.sh"]\n`,
  });

  test("looks for its folder", () => {
    const files = dbmate("");
    expect(seen(service, files)).toEqual([
      {
        rule: "history/migrations-not-packaged",
        path: "Dockerfile",
        text: "COPY start.sh .",
        fixes: ["Copy db/migrations into the image"],
      },
    ]);
    expect(mended(service, files)).toEqual(dbmate("\nCOPY db/migrations ./db/migrations"));
    expect(seen(service, dbmate("\nCOPY db ./db"))).toEqual([]);
  });
});
