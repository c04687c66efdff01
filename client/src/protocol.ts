import { NotificationType0, ProgressType, RequestType } from "vscode-languageclient";
import type { Answer, Asked, Method, VerifyProgress } from "../../protocol/requests.ts";

const request = <M extends Method>(method: M): RequestType<Asked<M>, Answer<M>, void> =>
  new RequestType(method);

export const status = request("safeMigrations/status");
export const folders = request("safeMigrations/folders");
export const kinds = request("safeMigrations/kinds");
export const planMigration = request("safeMigrations/planMigration");
export const planGate = request("safeMigrations/planGate");
export const rules = request("safeMigrations/rules");
export const ruleDocumentation = request("safeMigrations/ruleDocumentation");

/** The server runs no SQL before it hears this. */
export const trusted = new NotificationType0("safeMigrations/trusted");
export const verifyTree = request("safeMigrations/verifyTree");
export const verify = request("safeMigrations/verify");
export const verifyProgress = new ProgressType<VerifyProgress>();
