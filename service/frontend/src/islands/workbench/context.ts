import type { Words } from "../../page/island.ts";
import type { Place } from "../../page/links.ts";
import type { Labels } from "../../sparql/labels.ts";
import type { Row, Table, Term } from "../../sparql/results.ts";

/** What every way to show an answer needs. */
export interface Shown {
  table: Table;
  words: Words;
  labels: Labels;
  place: Place;
}

/** A value as a reader reads it: a thing by its label, anything else as it is. */
export function textOf(term: Term | undefined, labels: Labels): string {
  if (!term) return "";
  return term.type === "uri" ? labels.textOf(term.value) : term.value;
}

/** The IRIs in some columns of some rows. */
export function irisIn(rows: Row[], columns: string[]): string[] {
  return rows.flatMap((row) => columns.flatMap((column) => (row[column]?.type === "uri" ? [row[column].value] : [])));
}
