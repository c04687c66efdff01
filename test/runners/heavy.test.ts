import { behavesAsItsProfileSays } from "./behaviour.ts";
import { heavyTools } from "./heavy.ts";

behavesAsItsProfileSays(heavyTools);
