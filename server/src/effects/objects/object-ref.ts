import type { Node, ObjectWithArgs } from "@pgsql/types";
import type { PlainClass } from "../../catalog/outcome.ts";
