import { type GeoProjection, geoEqualEarth } from "d3-geo";

/** Width and height of the map of the world, in its own units. */
export const WIDTH = 960;
export const HEIGHT = 442;

/** The projection in which the build draws the countries: of equal areas, without Antarctica. */
export function projection(): GeoProjection {
  return geoEqualEarth()
    .fitWidth(WIDTH, { type: "Sphere" })
    .translate([WIDTH / 2, 242]);
}
