/** An RDF term as SPARQL 1.1 Query Results JSON has it. */
export interface Term {
  type: "uri" | "literal" | "bnode" | "triple";
  value: string;
  "xml:lang"?: string;
  datatype?: string;
}

/** One solution: terms by the names of their variables. */
export type Row = Record<string, Term | undefined>;

/** Solutions with their columns. */
export interface Table {
  columns: string[];
  rows: Row[];
}

/** What an endpoint answered: solutions, yes or no, or triples. */
export type Answer = ({ form: "rows" } & Table) | { form: "truth"; truth: boolean } | ({ form: "triples" } & Table);

/** What the values of a column are, as far as one can draw with them. */
export type Kind = "number" | "date" | "country" | "iri" | "text";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "positiveInteger"].map((name) => XSD + name));
const DATES = new Set(["date", "dateTime", "gYear", "gYearMonth"].map((name) => XSD + name));
const COUNTRY = /^http:\/\/publications\.europa\.eu\/resource\/authority\/country\/([A-Z]{3})$/;

/** The code of three letters of a country of the EU's authority table, or nothing. */
export function countryOf(term: Term | undefined): string {
  return COUNTRY.exec(term?.value ?? "")?.[1] ?? "";
}

function kindOfTerm(term: Term): Kind {
  if (term.type === "uri") return countryOf(term) ? "country" : "iri";
  if (NUMBERS.has(term.datatype ?? "")) return "number";
  return DATES.has(term.datatype ?? "") ? "date" : "text";
}

/** The kind that all values of a column share; `iri` also where only some of them are countries; otherwise text. */
export function kindOf(table: Table, column: string): Kind {
  const kinds = new Set(table.rows.flatMap((row) => (row[column] ? [kindOfTerm(row[column])] : [])));
  const [first] = kinds;
  if (kinds.size === 1 && first) return first;
  return kinds.size === 2 && kinds.has("country") && kinds.has("iri") ? "iri" : "text";
}

/** The columns of some kinds, in their order. */
export function columnsOf(table: Table, ...kinds: Kind[]): string[] {
  return table.columns.filter((column) => kinds.includes(kindOf(table, column)));
}

/** A time as milliseconds since 1970, at the beginning of the day, month or year that is told; NaN if there is none. */
export function timeOf(term: Term | undefined): number {
  const text = term?.value ?? "";
  return Date.parse(text.includes("T") ? text : text.replace(/(?:Z|[+-]\d\d:\d\d)$/, ""));
}
