import type { Words } from "../../page/island.ts";
import { columnsOf, type Table } from "../../sparql/results.ts";
import { ROWS } from "./sums.ts";

/** A field in which one of some values is chosen. */
export function Choice(props: { label: string; value: string; values: [value: string, text: string][]; onChoose: (value: string) => void }) {
  return (
    <label class="choice">
      <span>{props.label}</span>
      <select value={props.value} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        {props.values.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Columns as values to choose from. */
export function columnChoices(columns: string[]): [string, string][] {
  return columns.map((column) => [column, column]);
}

/** The columns of numbers of a table, after the number of its rows. */
export function amounts(table: Table): string[] {
  return [ROWS, ...columnsOf(table, "number")];
}

/** A field in which a column of numbers is chosen, or how many rows there are. */
export function AmountChoice(props: { words: Words; table: Table; value: string; onChoose: (value: string) => void }) {
  const values = amounts(props.table).map((value): [string, string] => [value, value === ROWS ? props.words("row_count") : value]);
  return <Choice label={props.words("value")} value={props.value} values={values} onChoose={props.onChoose} />;
}
