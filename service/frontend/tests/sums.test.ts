import assert from "node:assert/strict";
import { test } from "node:test";
import { lanesOf } from "../src/islands/workbench/lanes.ts";
import { firstOf, largestFirst, ROWS, sumsOf } from "../src/islands/workbench/sums.ts";
import type { Table } from "../src/sparql/results.ts";

const INTEGER = "http://www.w3.org/2001/XMLSchema#integer";
const row = (kind: string, count?: string) => ({
  kind: { type: "literal" as const, value: kind },
  count: count === undefined ? undefined : { type: "literal" as const, value: count, datatype: INTEGER },
});
const TABLE: Table = { columns: ["kind", "count"], rows: [row("b", "2"), row("a", "3"), row("b", "5"), row("a")] };
const told = (value: string): [string, number][] => sumsOf(TABLE, "kind", value).map(({ key, value }) => [key, value]);

test("values are added up by category, in the order of the rows; what is not bound adds nothing", () => {
  assert.deepEqual(told("count"), [
    ["b", 7],
    ["a", 3],
  ]);
});

test("without a column of values rows are counted", () => {
  assert.deepEqual(told(ROWS), [
    ["b", 2],
    ["a", 2],
  ]);
  assert.deepEqual(sumsOf({ columns: ["kind"], rows: [] }, "kind", ROWS), []);
});

test("rows without a category make one of their own", () => {
  assert.deepEqual(
    sumsOf({ columns: ["kind"], rows: [{}, {}] }, "kind", ROWS).map(({ key, value }) => [key, value]),
    [["", 2]],
  );
});

test("the first sums are shown and the others added up, so that nothing is lost", () => {
  const sums = sumsOf(TABLE, "kind", "count");
  assert.deepEqual(firstOf(sums, 1), { shown: sums.slice(0, 1), others: 3 });
  assert.deepEqual(firstOf(sums, 5), { shown: sums, others: 0 });
});

test("spans that touch nothing share a lane", () => {
  const spans = [
    { from: 0, to: 4 },
    { from: 1, to: 2 },
    { from: 2, to: 5 },
    { from: 4, to: 6 },
  ];
  assert.deepEqual(lanesOf(spans), [0, 1, 1, 0]);
});

test("the largest sums come first, those alike in their order", () => {
  const sums = [2, 5, 2, 9].map((value, place) => ({ term: undefined, key: String(place), value }));
  assert.equal(
    largestFirst(sums)
      .map(({ key }) => key)
      .join(),
    "3,1,0,2",
  );
});
