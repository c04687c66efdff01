import { expect, test } from "vitest";
import { createService } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { seen } from "../systems/found.ts";
import { applied, behavesAsItsProfileSays, noting } from "./behaviour.ts";
import { tools } from "./tools.ts";

behavesAsItsProfileSays(tools);

test("dbmate applies the first pair of a file only, as the finding says", async () => {
  const dbmate = tools.find((one) => one.runner === "dbmate");
  if (!dbmate) throw new Error("no dbmate");
  const body = `${noting(1)}-- migrate:down\n-- migrate:up\n${noting(2)}`;
  expect(await applied(dbmate, body)).toEqual({ outcome: "refused", ran: [1] });
  const service = createService(await newParser());
  const files = { [dbmate.name(1)]: dbmate.text(body, 1) };
  expect(seen(service, files).map((one) => [one.rule, one.text])).toEqual([
    ["history/part-never-applied", "-- migrate:up"],
  ]);
});
