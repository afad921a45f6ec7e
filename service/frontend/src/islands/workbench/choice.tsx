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
