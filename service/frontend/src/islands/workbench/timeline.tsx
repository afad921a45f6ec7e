import { scaleTime } from "d3-scale";
import { useEffect, useState } from "preact/hooks";
import { columnsOf, timeOf } from "../../sparql/results.ts";
import { useRemembered } from "./address.ts";
import { clipped } from "./chart.tsx";
import { Choice, columnChoices } from "./choice.tsx";
import { irisIn, type Shown, textOf } from "./context.ts";
import { Figure } from "./figure.tsx";
import { lanesOf } from "./lanes.ts";

const WIDTH = 960;
const MOST = 300;
const LANE = 22;
const LETTER = 6.6;

/** The answer on an axis of time: a dot a row with its name, one below the other where they would touch. */
export function TimelineView({ table, words, labels }: Shown) {
  const dates = columnsOf(table, "date");
  const others = table.columns.filter((column) => !dates.includes(column));
  const [date, setDate] = useRemembered("date", dates, dates[0] ?? "");
  const likely = others.find((column) => /label|name|title|event/i.test(column)) ?? others[0] ?? date;
  const [name, setName] = useRemembered("name", table.columns, likely);
  const [, redraw] = useState(0);
  useEffect(() => {
    labels.learn(irisIn(table.rows, [name])).then(() => redraw((count) => count + 1));
  }, [table, name]);
  const dated = table.rows.filter((row) => Number.isFinite(timeOf(row[date]))).toSorted((one, other) => timeOf(one[date]) - timeOf(other[date]));
  const shown = dated.slice(0, MOST);
  const times = shown.map((row) => timeOf(row[date]));
  const x = scaleTime([times[0] ?? 0, Math.max(times.at(-1) ?? 1, (times[0] ?? 0) + 1)], [12, WIDTH - 290]);
  const marks = shown.map((row) => ({ row, at: x(timeOf(row[date])), text: clipped(textOf(row[name], labels), 40) }));
  const lanes = lanesOf(marks.map(({ at, text }) => ({ from: at - 8, to: at + 14 + text.length * LETTER })));
  const height = 40 + LANE * (1 + Math.max(0, ...lanes));
  const caption = dated.length > shown.length ? words("first_of", { shown: shown.length, all: dated.length }) : "";
  return (
    <Figure words={words} name="timeline" caption={caption}>
      <p class="choices">
        <Choice label={words("date")} value={date} values={columnChoices(dates)} onChoose={setDate} />
        <Choice label={words("name")} value={name} values={columnChoices(table.columns)} onChoose={setName} />
      </p>
      <div class="scroll" role="region" tabIndex={0} aria-label={words("timeline")}>
        <svg class="drawing drawing--wide" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={`${words("timeline")}: ${date}`}>
          {x.ticks(10).map((tick) => (
            <g key={Number(tick)}>
              <line class="drawing__grid" x1={x(tick)} x2={x(tick)} y1={0} y2={height - 22} />
              <text class="drawing__word" x={x(tick)} y={height - 6} text-anchor="middle">
                {x.tickFormat()(tick)}
              </text>
            </g>
          ))}
          {marks.map(({ row, at, text }, place) => (
            <g transform={`translate(${at} ${16 + LANE * (lanes[place] ?? 0)})`}>
              <title>{`${row[date]?.value} ${textOf(row[name], labels)}`}</title>
              <circle class="drawing__dot" r={5} />
              <text class="drawing__word" x={10} y={4}>
                {text}
              </text>
            </g>
          ))}
        </svg>
      </div>
    </Figure>
  );
}
