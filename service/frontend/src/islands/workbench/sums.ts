import type { Table, Term } from "../../sparql/results.ts";

/** A category with the value that is drawn for it. */
export interface Sum {
  term: Term | undefined;
  key: string;
  value: number;
}

/** The number of rows, where no column of numbers is chosen. */
export const ROWS = "";

/** The values of a column added up by those of another, in the order in which they first stand; without a column of values rows are counted. */
export function sumsOf(table: Table, category: string, value: string): Sum[] {
  const sums = new Map<string, Sum>();
  for (const row of table.rows) {
    const term = row[category];
    const key = term?.value ?? "";
    const sum = sums.get(key) ?? { term, key, value: 0 };
    sum.value += value === ROWS ? 1 : Number(row[value]?.value ?? 0);
    sums.set(key, sum);
  }
  return [...sums.values()];
}

/** Sums by their value, the largest first. */
export function largestFirst(sums: Sum[]): Sum[] {
  return [...sums].sort((one, other) => other.value - one.value);
}

/** The first of some sums, and what the others add up to. */
export function firstOf(sums: Sum[], most: number): { shown: Sum[]; others: number } {
  const rest = sums.slice(most);
  return { shown: sums.slice(0, most), others: rest.reduce((total, { value }) => total + value, 0) };
}
