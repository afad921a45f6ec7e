/** A country by its code of three letters, with the partnerships in which it takes part. */
export interface Country {
  code: string;
  label: string;
  partnerships: { label: string; href: string; components: string[] }[];
}

/** The countries with those of their partnerships that have a component; all of them if none is named. */
export function withComponent(countries: Country[], component: string): Country[] {
  return countries
    .map((country) => ({ ...country, partnerships: country.partnerships.filter(({ components }) => !component || components.includes(component)) }))
    .filter(({ partnerships }) => partnerships.length > 0);
}

/** The tone for a number of partnerships, from 1 to 5, as the legend tells it: 1, 2, 3, 4 to 5, 6 and more. */
export function toneOf(count: number): number {
  return count < 4 ? count : count < 6 ? 4 : 5;
}
