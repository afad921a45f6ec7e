/** Width and height of the map of the world, in its own units. */
export const WIDTH = 960;
export const HEIGHT = 442;

/** A country on the map: its outline as an SVG path, its middle, and whether it is too small to be hit. */
export interface Country {
  d: string;
  at: [number, number];
  small: boolean;
}

/** The countries by their codes of three letters, as the EU's authority table has them, and the outlines that have no code. */
export interface World {
  countries: Record<string, Country>;
  rest: string;
}
