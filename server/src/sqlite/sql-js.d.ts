declare module "sql.js" {
  /** What is used of it: https://sql.js.org/documentation/ */
  export interface Database {
    exec(sql: string): { columns: string[]; values: (string | number | null | Uint8Array)[][] }[];
    close(): void;
  }
  interface Loaded {
    readonly Database: new () => Database;
  }
  export default function init(config: { wasmBinary: Uint8Array }): Promise<Loaded>;
}
