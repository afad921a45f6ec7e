import { useEffect, useState } from "preact/hooks";
import { columnsOf, countryOf, type Row, type Table } from "../../sparql/results.ts";
import { projection } from "../../world/projection.ts";
import type { World } from "../../world/world.ts";
import { type Colouring, WorldMap, world } from "../../world/worldmap.tsx";
import { useRemembered } from "./address.ts";
import { AmountChoice, amounts, Choice, columnChoices } from "./choice.tsx";
import { irisIn, type Shown } from "./context.ts";
import { Figure } from "./figure.tsx";
import { ROWS, sumsOf } from "./sums.ts";

const TONES = 5;
const POINT = /POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)/i;

/** Columns in which countries stand, be they among other things. */
export function countryColumns(table: Table): string[] {
  return table.columns.filter((column) => table.rows.some((row) => countryOf(row[column])));
}

/** The places that a row tells, as degrees of longitude and latitude: WKT points, or a pair of columns lat and long. */
export function pointsOf(row: Row): [number, number][] {
  const points = Object.values(row).flatMap((term) => {
    const found = POINT.exec(term?.value ?? "");
    return found ? [[Number(found[1]), Number(found[2])] as [number, number]] : [];
  });
  const [lat, long] = [/^lat(itude)?$/i, /^(lon|long|lng|longitude)$/i].map(
    (name) => Object.entries(row).find(([column]) => name.test(column))?.[1]?.value,
  );
  return lat && long ? [...points, [Number(long), Number(lat)]] : points;
}

/** Whether a table has something that can be put on a map. */
export function isMappable(table: Table): boolean {
  return countryColumns(table).length > 0 || table.rows.some((row) => pointsOf(row).length > 0);
}

/** The answer on a map of the world: countries by a number or by their rows, points as dots. */
export function MapView({ table, words, labels }: Shown) {
  const columns = countryColumns(table);
  const [country, setCountry] = useRemembered("country", columns, columns[0] ?? "");
  const [value, setValue] = useRemembered("value", amounts(table), columnsOf(table, "number")[0] ?? ROWS);
  const [outlines, setOutlines] = useState<World>();
  useEffect(() => {
    Promise.all([world(), labels.learn(irisIn(table.rows, [country]))]).then(([found]) => setOutlines(found));
  }, [table, country]);
  if (!outlines) return <p>{words("drawing")}</p>;
  const sums = sumsOf(table, country, value).filter(({ term }) => countryOf(term));
  const most = Math.max(1, ...sums.map((sum) => sum.value));
  const toneOf = (amount: number): number => Math.max(1, Math.ceil((TONES * amount) / most));
  const colourings = new Map<string, Colouring>(
    sums.map(({ term, key, value: amount }) => [
      countryOf(term),
      { tone: `world__country--${toneOf(amount)}`, title: `${labels.textOf(key)}: ${amount}` },
    ]),
  );
  const place = projection();
  const points = table.rows.flatMap(pointsOf).flatMap((degrees) => [place(degrees) ?? []]);
  return (
    <Figure words={words} name="map" caption={words("map_note")}>
      <p class="choices">
        {columns.length > 0 && <Choice label={words("country")} value={country} values={columnChoices(columns)} onChoose={setCountry} />}
        {columns.length > 0 && <AmountChoice words={words} table={table} value={value} onChoose={setValue} />}
      </p>
      <WorldMap world={outlines} colourings={colourings} name={words("map")}>
        {points.map(([x, y]) => (
          <circle class="world__point" cx={x} cy={y} r={4} />
        ))}
      </WorldMap>
      {sums.length > 0 && (
        <ul class="legend">
          {Array.from({ length: TONES }, (_, tone) => (
            <li>
              <span class={`legend__key legend__key--tone-${tone + 1}`} />
              {`≤ ${Number(((most * (tone + 1)) / TONES).toPrecision(3))}`}
            </li>
          ))}
        </ul>
      )}
    </Figure>
  );
}
