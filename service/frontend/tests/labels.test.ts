import assert from "node:assert/strict";
import { test } from "node:test";
import { around, type Box, linesOf, placed, wallsAround } from "../src/network/labels.ts";

const letters = (line: string): number => line.length;
const boxAt = (x: number, y: number): Box => around({ x, y }, 10, 4);
const label = (...boxes: Box[]): { boxes: Box[]; isMust: boolean } => ({ boxes, isMust: false });

test("a text is broken between words into lines that fit", () => {
  assert.deepEqual(linesOf("one two three", 7, letters), ["one two", "three"]);
  assert.deepEqual(linesOf("  interoperability of systems ", 5, letters), ["interoperability", "of", "systems"]);
  assert.deepEqual(linesOf(" ", 5, letters), []);
});

test("the box of a turned rectangle holds it", () => {
  assert.deepEqual(around({ x: 1, y: 2 }, 10, 4), { x1: -4, y1: 0, x2: 6, y2: 4 });
  const { x1, y1, x2, y2 } = around({ x: 0, y: 0 }, 10, 4, Math.PI / 2);
  assert.deepEqual([x1, y1, x2, y2].map(Math.round), [-2, -5, 2, 5]);
});

test("a label takes the first place that is free, earlier labels first", () => {
  assert.deepEqual(placed([label(boxAt(0, 0)), label(boxAt(5, 0), boxAt(20, 0)), label(boxAt(22, 0))], []), [0, 1, -1]);
  assert.deepEqual(placed([label(boxAt(0, 0), boxAt(0, 10))], [boxAt(1, 1)]), [1]);
});

test("labels that only touch both have room", () => {
  assert.deepEqual(placed([label(boxAt(0, 0)), label(boxAt(10, 0))], []), [0, 0]);
});

test("a label that must be shown stands in its first place and keeps others away", () => {
  assert.deepEqual(placed([{ boxes: [boxAt(0, 0)], isMust: true }, label(boxAt(2, 0))], [boxAt(0, 0)]), [0, -1]);
});

test("nothing stands beyond the walls", () => {
  const walls = wallsAround({ x1: -5, y1: -5, x2: 5, y2: 5 });
  assert.deepEqual(placed([label(boxAt(1, 0), boxAt(-1, 0), boxAt(0, 4), boxAt(0, 0))], walls), [3]);
});
