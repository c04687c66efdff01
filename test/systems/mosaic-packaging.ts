// What Mosaic publishes without its migrations.
import { type Files, fixed, manifest, paths } from "./mosaic.ts";

/** Row 12: the folder is not in the package. */
export const unpublished: Files = { ...fixed, [paths.manifest]: manifest(["dist"]) };

/** Row 12, the other way: no `files`, and .npmignore. */
export const ignore = "packages/db/.npmignore";
export const npmIgnored: Files = {
  ...fixed,
  [paths.manifest]: (fixed[paths.manifest] ?? "").replace(/ {2}"files": \[[^\]]*\],\n/, ""),
  [ignore]: "# not for users\nsrc\ndrizzle/\n*.test.ts\n",
};

export const image = "packages/db/Dockerfile";
export const imageIgnore = "packages/db/.dockerignore";
export const containerOf = (copied: string) => `FROM node:22 AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && apt-get install -y curl

FROM node:22-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json .${copied}
USER node
CMD ["node", "dist/server.js"]
`;
/** Row 12: the image that the server is run in. */
export const imaged: Files = {
  ...fixed,
  "packages/db/src/server.ts":
    'import { openEmbedded } from "./db.js";\nimport { runEmbeddedMigrations } from "./migrate.js";\n\nawait runEmbeddedMigrations(openEmbedded("/data"));\n',
  [image]: containerOf(""),
};
export const imagedFixed: Files = { ...imaged, [image]: containerOf("\nCOPY drizzle ./drizzle") };
/** Row 12: the image takes everything but what .dockerignore leaves out. */
export const imageIgnored: Files = {
  ...imaged,
  [image]:
    "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD node --enable-source-maps src/server.ts\n",
  [imageIgnore]: "node_modules\ndrizzle\n.env*\n",
};
