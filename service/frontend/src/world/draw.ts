// Runs in the build only: draws each country once, so that no page needs a library of maps to show it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoPath } from "d3-geo";
import type { Feature, Geometry } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { projection } from "./projection.ts";
import type { Country, World } from "./world.ts";

type Named = { name: string };
type Atlas = Topology<{ countries: GeometryCollection<Named> }>;

const require = createRequire(import.meta.url);
const codes = require("i18n-iso-countries/codes.json") as [string, string, string][];
const ALPHA3 = new Map(codes.map(([, alpha3, numeric]) => [numeric, alpha3]));
/** Places that ISO 3166 has no number for but the EU's table of countries has a code. */
const UNNUMBERED = new Map([["Kosovo", "XKX"]]);
const ANTARCTICA = "010";
/** Countries narrower and lower than this, in units of the map, also get a dot. */
const SMALL = 7;

function shapes(scale: string): Feature<Geometry, Named>[] {
  const atlas = JSON.parse(readFileSync(require.resolve(`world-atlas/countries-${scale}.json`), "utf-8")) as Atlas;
  return feature(atlas, atlas.objects.countries).features.filter((shape) => shape.id !== ANTARCTICA);
}

function codeOf(shape: Feature<Geometry, Named>): string | undefined {
  return ALPHA3.get(String(shape.id)) ?? UNNUMBERED.get(shape.properties.name);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Every country by its code of three letters: coarse shapes, and for those that are too small for them finer ones. */
export function world(): World {
  const path = geoPath(projection()).digits(1);
  const countries: Record<string, Country> = {};
  const rest = new Map<string, string>();
  for (const shape of [...shapes("110m"), ...shapes("50m")]) {
    const code = codeOf(shape);
    const d = path(shape) ?? "";
    if (code) countries[code] ??= { d, ...placed(path, shape) };
    else if (!rest.has(shape.properties.name)) rest.set(shape.properties.name, d);
  }
  return { countries, rest: [...rest.values()].join("") };
}

function placed(path: ReturnType<typeof geoPath>, shape: Feature<Geometry, Named>): { at: [number, number]; small: boolean } {
  const [x, y] = path.centroid(shape);
  const [[left, top], [right, bottom]] = path.bounds(shape);
  return { at: [round(x), round(y)], small: Math.max(right - left, bottom - top) < SMALL };
}
