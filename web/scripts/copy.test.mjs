// What of a copy's script can be tested without a browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isIn, number, tilesOf } from "./copy.js";

test("an index names the tiles that there are", () => {
  // The world; its north-west and south-east; of the former one of four.
  assert.deepEqual([...tilesOf("9200")], ["0/0/0", "1/0/0", "1/1/1", "2/1/0"]);
  assert.deepEqual([...tilesOf("0")], ["0/0/0"]);
  assert.deepEqual([...tilesOf("")], []);
  // A page that a server sends in place of a missing file has an end too.
  assert.ok(tilesOf("0\n").size === 1 && tilesOf("<!DOCTYPE html>").size >= 1);
});

test("a point lies in one of the tiles of a zoom", () => {
  const point = [19.15, 52.05];
  for (const [zoom, x, y] of [[0, 0, 0], [1, 1, 0], [18, 145016, 86530]]) {
    assert.ok(isIn(point, zoom, x, y), `${zoom}/${x}/${y}`);
    assert.ok(!isIn(point, zoom, x + 1, y));
    assert.ok(!isIn(point, zoom, x, y - 1));
  }
});

test("numbers are written as on the pages", () => {
  assert.deepEqual([7, 1234, 12345, 1234567].map(number), ["7", "1234", "12\u202f345", "1\u202f234\u202f567"]);
});
