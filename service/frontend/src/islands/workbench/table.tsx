import { useEffect, useMemo, useState } from "preact/hooks";
import { hrefOf } from "../../page/links.ts";
import { kindOf, type Row, type Term, timeOf } from "../../sparql/results.ts";
import { irisIn, type Shown, textOf } from "./context.ts";

const PAGE = 100;

interface Order {
  column: string;
  descending: boolean;
}

/** The answer as a table, a hundred rows a page, with labels in place of IRIs. */
export function TableView({ table, words, labels, place }: Shown) {
  const [page, turn] = useState(0);
  const [order, setOrder] = useState<Order>();
  const [hasLabels, showLabels] = useState(true);
  const [, redraw] = useState(0);
  const rows = useMemo(() => (order ? ordered(table.rows, order, kindOf(table, order.column)) : table.rows), [table, order]);
  const shown = rows.slice(page * PAGE, (page + 1) * PAGE);
  useEffect(() => {
    labels.learn(irisIn(shown, table.columns)).then(() => redraw((count) => count + 1));
  }, [table, order, page]);
  const pages = Math.ceil(rows.length / PAGE);
  return (
    <div>
      <label class="choice choice--tick">
        <input type="checkbox" checked={hasLabels} onChange={(event) => showLabels(event.currentTarget.checked)} /> {words("labels")}
      </label>
      <div class="scroll" role="region" tabIndex={0} aria-label={words("table")}>
        <table class="answer">
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column} scope="col" aria-sort={order?.column === column ? (order.descending ? "descending" : "ascending") : "none"}>
                  <button
                    type="button"
                    class="answer__sort"
                    title={`${words("sort")} ${column}`}
                    onClick={() => setOrder({ column, descending: order?.column === column && !order.descending })}
                  >
                    {column}
                    <span aria-hidden="true">{order?.column === column ? (order.descending ? " ↓" : " ↑") : ""}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr>
                {table.columns.map((column) => (
                  <td key={column}>{cell(row[column])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <p class="answer__pages">
          <button type="button" disabled={page === 0} onClick={() => turn(page - 1)}>
            {words("previous")}
          </button>
          <span>{words("page_of", { page: page + 1, pages })}</span>
          <button type="button" disabled={page + 1 >= pages} onClick={() => turn(page + 1)}>
            {words("next")}
          </button>
        </p>
      )}
    </div>
  );

  function cell(term: Term | undefined) {
    if (term?.type === "uri") {
      const label = hasLabels ? labels.of(term.value) : undefined;
      const isForeign = label?.language && label.language !== place.language;
      return (
        <a href={hrefOf(term.value, place)} title={term.value} lang={label?.language || undefined} class={isForeign ? "other" : undefined}>
          {label?.text ?? term.value}
        </a>
      );
    }
    const language = term?.["xml:lang"];
    return <span lang={language}>{textOf(term, labels)}</span>;
  }
}

/** Rows by the values of a column: numbers and times by size, anything else by the letters of the reader's language. */
export function ordered(rows: Row[], { column, descending }: Order, kind: string): Row[] {
  const sign = descending ? -1 : 1;
  const compare = (one: Term | undefined, other: Term | undefined): number => {
    if (!one || !other) return Number(!one) - Number(!other);
    if (kind === "number") return Number(one.value) - Number(other.value);
    if (kind === "date") return timeOf(one) - timeOf(other);
    return one.value.localeCompare(other.value, document.documentElement.lang);
  };
  return rows.toSorted((one, other) => sign * compare(one[column], other[column]));
}
