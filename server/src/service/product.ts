const test =
  /(?:^|\/|[._-])(?:tests?|spec|specs|__tests__|mocks?|fixtures?|e2e|examples?|bench|testing|test-utils?)(?:[._/-]|$)/i;
const aside = /(?:^|\/)(?:scripts?|tools|bin|seeds?)\/|(?:^|\/)seeds?\.\w+$/;

/** Is a file run by tests only? */
export const isOfTests = (path: string): boolean => test.test(path);

export const isConfiguration = (path: string): boolean => /\.config\.[cm]?[jt]s$/.test(path);

/** Not what tests, tools and configuration are. */
export const isOfTheProgram = (path: string): boolean =>
  !isOfTests(path) && !isConfiguration(path) && !aside.test(path);
