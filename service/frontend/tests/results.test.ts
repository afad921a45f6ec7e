import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf, countryOf, type Kind, kindOf, type Table, type Term, timeOf } from "../src/sparql/results.ts";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const COUNTRY = "http://publications.europa.eu/resource/authority/country/";
const iri = (value: string): Term => ({ type: "uri", value });
const typed = (value: string, type: string): Term => ({ type: "literal", value, datatype: XSD + type });
const plain = (value: string): Term => ({ type: "literal", value });
const kind = (...terms: (Term | undefined)[]): Kind => kindOf({ columns: ["x"], rows: terms.map((x) => ({ x })) }, "x");

test("a column is of the kind that all its values share", () => {
  assert.equal(kind(typed("1", "integer"), typed("2.5", "decimal"), undefined), "number");
  assert.equal(kind(typed("2023", "gYear"), typed("2023-06-30", "date")), "date");
  assert.equal(kind(iri(`${COUNTRY}TUN`), iri(`${COUNTRY}FIN`)), "country");
  assert.equal(kind(iri(`${COUNTRY}TUN`), iri("https://example.org/")), "iri");
});

test("a column of mixed kinds, and one without values, are text", () => {
  assert.equal(kind(typed("1", "integer"), plain("one")), "text");
  assert.equal(kind(typed("1", "integer"), iri("https://example.org/")), "text");
  assert.equal(kind(undefined), "text");
  assert.equal(kind(plain("2023-06-30")), "text");
});

test("columns are told by kind, in their order", () => {
  const table: Table = {
    columns: ["who", "count", "when", "number"],
    rows: [{ who: iri("https://example.org/a"), count: typed("3", "int"), when: typed("2023-06", "gYearMonth"), number: typed("1", "double") }],
  };
  assert.deepEqual(columnsOf(table, "number"), ["count", "number"]);
  assert.deepEqual(columnsOf(table, "iri", "date"), ["who", "when"]);
});

test("only the EU's table of countries tells countries", () => {
  assert.equal(countryOf(iri(`${COUNTRY}FIN`)), "FIN");
  for (const other of [iri(COUNTRY), iri(`${COUNTRY}fin`), iri(`https://example.org/?${COUNTRY}FIN`), undefined]) assert.equal(countryOf(other), "");
});

test("a time is the beginning of the day, month or year that is told", () => {
  assert.equal(timeOf(typed("2023-06-30", "date")), Date.UTC(2023, 5, 30));
  assert.equal(timeOf(typed("2023-06-30Z", "date")), Date.UTC(2023, 5, 30));
  assert.equal(timeOf(typed("2023-06", "gYearMonth")), Date.UTC(2023, 5, 1));
  assert.equal(timeOf(typed("2023+02:00", "gYear")), Date.UTC(2023, 0, 1));
  assert.equal(timeOf(typed("2023-06-30T12:00:00+03:00", "dateTime")), Date.UTC(2023, 5, 30, 9));
  assert.ok(Number.isNaN(timeOf(undefined)) && Number.isNaN(timeOf(plain("soon"))));
});
