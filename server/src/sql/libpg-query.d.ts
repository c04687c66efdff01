/** The package's own factory has no types. The same file needs libpg-query.wasm beside it, or the bytes handed in. */
declare module "libpg-query/wasm/libpg-query.js" {
  const factory: import("./libpg-instance.ts").PgFactory;
  export default factory;
}
