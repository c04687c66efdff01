import { dbmate } from "./dbmate.ts";
import { diesel } from "./diesel.ts";
import { flyway } from "./flyway.ts";
import { golangMigrate } from "./golang-migrate.ts";
import { goose } from "./goose.ts";
import { prisma } from "./prisma.ts";
import type { Runner } from "./runner.ts";
import { tern } from "./tern.ts";
import { unknown } from "./unknown.ts";

/** In the order in which they are asked: marks inside the files first, then names. */
export const runners: readonly Runner[] = [
  goose,
  dbmate,
  tern,
  prisma,
  diesel,
  flyway,
  golangMigrate,
  unknown,
];

export const runnerOf = (id: string): Runner => runners.find((one) => one.id === id) ?? unknown;
