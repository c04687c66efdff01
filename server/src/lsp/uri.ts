import { URI } from "vscode-uri";

export const pathOf = (uri: string): string => URI.parse(uri).path;

export const uriOf = (path: string): string => URI.file(path).toString();
