import { plural } from "./format";

export const describe = {
  intro: "This goes into the data package, the data dictionary and the README of the bundle. What you write is kept when you leave a field.",
  complete: "Every mandatory field is filled, and nothing is wrong.",
  missing: (n: number) => `${plural(n, "field needs", "fields need")} your attention.`,
  firstProblem: "Go to the first one",
  noFields: "There is nothing to describe.",
  inSection: (n: number) => plural(n, "field needs attention", "fields need attention"),
  sectionFine: "nothing is wrong",
  sections: "Sections of the form",
  length: (n: number, limit: number) => `${n} of ${limit} characters`,
  firstSentenceLength: (n: number, limit: number) => `First sentence: ${n} of ${limit} characters`,
  tooLong: (n: number) => `${plural(n, "character", "characters")} too long`,
};
