import { type GeoProjection, geoEqualEarth } from "d3-geo";
import { HEIGHT, WIDTH } from "./world.ts";

/** The projection in which the build draws the countries: of equal areas, without Antarctica. */
export function projection(): GeoProjection {
  return geoEqualEarth()
    .fitWidth(WIDTH, { type: "Sphere" })
    .translate([WIDTH / 2, HEIGHT / 2 + 21]);
}
