import { behavesAsItsProfileSays } from "./behaviour.ts";
import { tools } from "./tools.ts";

behavesAsItsProfileSays(tools);
