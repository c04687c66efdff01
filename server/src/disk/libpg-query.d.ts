declare module "libpg-query/wasm/libpg-query.js" {
  import type { PgFactory } from "../sql/libpg.ts";

  const factory: PgFactory;
  export default factory;
}
