import { freshValue } from "../value.ts";
import type { FunctionTable } from "./function-table.ts";

const another = () => freshValue();

/** Another value each time that a statement runs. */
export const momentFunctions: FunctionTable = {
  now: another,
  current_timestamp: another,
  current_date: another,
  current_time: another,
  localtime: another,
  localtimestamp: another,
  transaction_timestamp: another,
  statement_timestamp: another,
  clock_timestamp: another,
  timeofday: another,
  random: another,
  gen_random_uuid: another,
  gen_random_bytes: another,
  uuidv4: another,
  uuidv7: another,
  nextval: another,
  txid_current: another,
  pg_current_xact_id: another,
};
