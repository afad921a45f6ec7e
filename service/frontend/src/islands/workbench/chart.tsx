import { extent } from "d3-array";
import { scaleLinear, scaleTime } from "d3-scale";
import { arc, line, pie } from "d3-shape";
import { useEffect, useState } from "preact/hooks";
import { columnsOf, kindOf, type Term, timeOf } from "../../sparql/results.ts";
import { useRemembered } from "./address.ts";
import { AmountChoice, amounts, Choice, columnChoices } from "./choice.tsx";
import { irisIn, type Shown, textOf } from "./context.ts";
import { Figure } from "./figure.tsx";
import { firstOf, largestFirst, ROWS, type Sum, sumsOf } from "./sums.ts";

const WIDTH = 900;
const MOST = { bar: 40, pie: 9, line: 5000 };
type Drawn = keyof typeof MOST;

/** Columns and kinds of drawing that fit a table. */
function defaults(table: Shown["table"]): { kind: Drawn; category: string; value: string } {
  const [value = ROWS] = columnsOf(table, "number");
  const dates = columnsOf(table, "date");
  const labels = table.columns.filter((column) => column !== value && /label|name|nimi|namn/i.test(column));
  const category = (value && dates[0]) || labels[0] || table.columns.find((column) => column !== value) || "";
  return { kind: value && kindOf(table, category) === "date" ? "line" : "bar", category, value };
}

/** The answer as bars, a line or sectors; rows of the same category are added up. */
export function ChartView({ table, words, labels }: Shown) {
  const first = defaults(table);
  const [kind, draw] = useRemembered("kind", Object.keys(MOST) as Drawn[], first.kind);
  const [category, setCategory] = useRemembered("category", table.columns, first.category);
  const [value, setValue] = useRemembered("value", amounts(table), first.value);
  const [, redraw] = useState(0);
  useEffect(() => {
    labels.learn(irisIn(table.rows, [category])).then(() => redraw((count) => count + 1));
  }, [table, category]);
  const sums = sumsOf(table, category, value);
  const { shown, others } = firstOf(kind === "pie" ? largestFirst(sums) : sums, MOST[kind]);
  const told = (term: Term | undefined): string => textOf(term, labels);
  const Drawing = { bar: Bars, line: Line, pie: Sectors }[kind];
  const kinds: [Drawn, string][] = [
    ["bar", words("bar")],
    ["line", words("line")],
    ["pie", words("pie")],
  ];
  return (
    <Figure
      words={words}
      name="chart"
      caption={kind !== "pie" && sums.length > shown.length ? words("first_of", { shown: shown.length, all: sums.length }) : ""}
    >
      <p class="choices">
        <Choice label={words("chart_kind")} value={kind} values={kinds} onChoose={draw} />
        <Choice label={words("category")} value={category} values={columnChoices(table.columns)} onChoose={setCategory} />
        <AmountChoice words={words} table={table} value={value} onChoose={setValue} />
      </p>
      <div class="scroll" role="region" tabIndex={0} aria-label={words("chart")}>
        <Drawing
          sums={shown}
          others={kind === "pie" && others ? others : 0}
          told={told}
          isTime={kindOf(table, category) === "date"}
          name={`${words("chart")}: ${category}`}
          rest={words("others")}
        />
      </div>
    </Figure>
  );
}

interface Drawable {
  sums: Sum[];
  others: number;
  told: (term: Term | undefined) => string;
  isTime: boolean;
  name: string;
  rest: string;
}

const NUMBER = new Intl.NumberFormat(document.documentElement.lang || "en");

function Bars({ sums, told, name }: Drawable) {
  const longest = Math.max(0, ...sums.map(({ term }) => told(term).length));
  const left = Math.min(330, 30 + 7.5 * longest);
  const step = 26;
  const width = scaleLinear([Math.min(0, ...sums.map(({ value }) => value)), Math.max(1, ...sums.map(({ value }) => value))], [0, WIDTH - left - 70]);
  return (
    <svg class="drawing drawing--chart" viewBox={`0 0 ${WIDTH} ${sums.length * step + 8}`} role="img" aria-label={name}>
      {sums.map(({ term, key, value }, place) => (
        <g key={key}>
          <title>{`${told(term)}: ${NUMBER.format(value)}`}</title>
          <text class="drawing__word" x={left - 8} y={place * step + 18} text-anchor="end">
            {clipped(told(term), 44)}
          </text>
          <rect
            class="drawing__bar"
            x={left + Math.min(width(0), width(value))}
            y={place * step + 4}
            width={Math.abs(width(value) - width(0))}
            height={step - 8}
          />
          <text class="drawing__word" x={left + width(Math.max(0, value)) + 6} y={place * step + 18}>
            {NUMBER.format(value)}
          </text>
        </g>
      ))}
    </svg>
  );
}

function Line({ sums, told, isTime, name }: Drawable) {
  const height = 360;
  const placed = sums.map((sum, place) => ({ ...sum, at: isTime ? timeOf(sum.term) : place })).filter(({ at }) => Number.isFinite(at));
  if (isTime) placed.sort((one, other) => one.at - other.at);
  const [start = 0, end = 1] = extent(placed, ({ at }) => at);
  const time = scaleTime([start, end], [60, WIDTH - 30]);
  const x = (at: number): number => time(at);
  const y = scaleLinear(
    [Math.min(0, ...placed.map(({ value }) => value)), Math.max(1, ...placed.map(({ value }) => value))],
    [height - 40, 12],
  ).nice();
  const path = line<(typeof placed)[number]>(
    ({ at }) => x(at),
    ({ value }) => y(value),
  )(placed);
  const step = Math.max(1, Math.ceil(placed.length / 8));
  const ticks = isTime
    ? time.ticks(8).map((at) => ({ at: Number(at), text: time.tickFormat()(at) }))
    : placed.filter((_, place) => place % step === 0).map(({ at, term }) => ({ at, text: clipped(told(term), 14) }));
  return (
    <svg class="drawing drawing--chart" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={name}>
      {y.ticks(6).map((tick) => (
        <g key={tick}>
          <line class="drawing__grid" x1={60} x2={WIDTH - 30} y1={y(tick)} y2={y(tick)} />
          <text class="drawing__word" x={52} y={y(tick) + 4} text-anchor="end">
            {NUMBER.format(tick)}
          </text>
        </g>
      ))}
      {ticks.map(({ at, text }) => (
        <text key={at} class="drawing__word" x={x(at)} y={height - 16} text-anchor="middle">
          {text}
        </text>
      ))}
      <path class="drawing__line" d={path ?? ""} />
      {placed.length <= 200 &&
        placed.map(({ key, term, at, value }) => (
          <circle key={key} class="drawing__dot" cx={x(at)} cy={y(value)} r={4}>
            <title>{`${told(term)}: ${NUMBER.format(value)}`}</title>
          </circle>
        ))}
    </svg>
  );
}

function Sectors({ sums, others, told, name, rest }: Drawable) {
  const parts = sums.filter(({ value }) => value > 0).map(({ term, value }) => ({ text: told(term), value }));
  if (others > 0) parts.push({ text: rest, value: others });
  const whole = parts.reduce((total, { value }) => total + value, 0) || 1;
  const sectors = pie<(typeof parts)[number]>()
    .value(({ value }) => value)
    .sort(null)(parts);
  const shape = arc<(typeof sectors)[number]>().innerRadius(0).outerRadius(150);
  return (
    <svg class="drawing drawing--chart" viewBox={`0 0 ${WIDTH} 330`} role="img" aria-label={name}>
      <g transform="translate(180 165)">
        {sectors.map((sector, place) => (
          <path key={sector.data.text} class={`drawing__part drawing__part--${place % 10}`} d={shape(sector) ?? ""}>
            <title>{`${sector.data.text}: ${NUMBER.format(sector.data.value)}`}</title>
          </path>
        ))}
      </g>
      {parts.map(({ text, value }, place) => (
        <g key={text} transform={`translate(380 ${26 + place * 29})`}>
          <rect class={`drawing__part drawing__part--${place % 10}`} width={18} height={18} y={-14} />
          <text class="drawing__word" x={28}>
            {`${clipped(text, 52)}: ${NUMBER.format(value)} (${Math.round((100 * value) / whole)} %)`}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** A text of at most so many characters. */
export function clipped(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
