import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** What is asked of parsers that few files need: each is set up when it is first called, not when we start. */
const asked = {
  "@lezer/go": { parser: ["parse"] },
  "@lezer/javascript": { parser: ["configure"] },
  "@lezer/python": { parser: ["parse"] },
  "@lezer/rust": { parser: ["parse"] },
  "pgsql-ast-parser": { parse: [] },
};

const namespace = "when-asked";
const resolveDir = dirname(fileURLToPath(import.meta.url));

/** For esbuild: in place of such a package a module that hands calls on to it. */
export const whenAsked = {
  name: namespace,
  setup({ onResolve, onLoad, resolve }) {
    const filter = new RegExp(`^(?:${Object.keys(asked).join("|")})$`);
    onResolve({ filter }, ({ path, importer, pluginData }) =>
      pluginData === namespace || importer.includes("node_modules")
        ? undefined
        : { path, namespace },
    );
    onLoad({ filter: /./, namespace }, async ({ path: name }) => {
      const found = await resolve(name, {
        kind: "import-statement",
        resolveDir,
        pluginData: namespace,
      });
      const real = `require(${JSON.stringify(found.path)})`;
      const lines = Object.entries(asked[name]).map(([item, methods]) => {
        const calls = methods.map(
          (one) => `${one}: (...given) => ${real}.${item}.${one}(...given)`,
        );
        const value =
          methods.length === 0
            ? `(...given) => ${real}.${item}(...given)`
            : `{ ${calls.join(", ")} }`;
        return `export const ${item} = ${value};`;
      });
      return { contents: lines.join("\n"), resolveDir };
    });
  },
};
