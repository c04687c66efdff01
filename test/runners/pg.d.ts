/** What the tests use of node-postgres, which brings no types. */
declare module "pg" {
  export interface QueryResult {
    readonly rows: readonly Record<string, unknown>[];
  }
  export class Client {
    constructor(connection: string);
    connect(): Promise<void>;
    query(sql: string, values?: readonly unknown[]): Promise<QueryResult>;
    end(): Promise<void>;
  }
  const pg: { readonly Client: typeof Client };
  export default pg;
}
