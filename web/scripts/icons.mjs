// Shortens the outlines of icons for the build: reads {name: outline} on squares of 15 units, and
// writes the same with a tenth of a unit kept, which is a tenth of a pixel where icons are drawn.
import { readFileSync } from "node:fs";
import { optimize } from "svgo";

const plugins = [{ name: "convertPathData", params: { floatPrecision: 1 } }];

function shortened(outline) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 15 15"><path d="${outline}"/></svg>`;
  return / d="([^"]+)"/.exec(optimize(svg, { plugins }).data)[1];
}

const icons = Object.entries(JSON.parse(readFileSync(0, "utf8")));
const short = icons.map(([name, outline]) => [name, shortened(outline)]);
process.stdout.write(JSON.stringify(Object.fromEntries(short)));
