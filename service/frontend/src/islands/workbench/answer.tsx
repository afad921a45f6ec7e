import type { Words } from "../../page/island.ts";
import type { Place } from "../../page/links.ts";
import { addressOf, type Problem } from "../../sparql/ask.ts";
import type { Labels } from "../../sparql/labels.ts";
import { type Answer, columnsOf } from "../../sparql/results.ts";
import { ChartView } from "./chart.tsx";
import { GraphView, isGraph } from "./graph.tsx";
import { isMappable, MapView } from "./map.tsx";
import { TableView } from "./table.tsx";
import { type Tab, Tabs } from "./tabs.tsx";
import { TimelineView } from "./timeline.tsx";

const FORMATS = {
  rows: { csv: "CSV", tsv: "TSV", json: "JSON", xml: "XML", parquet: "Parquet" },
  truth: { json: "JSON", xml: "XML" },
  triples: { turtle: "Turtle", nt: "N-Triples", jsonld: "JSON-LD", rdf: "RDF/XML" },
};

/** What has become of a query: nothing yet, being asked, an answer, or a fault. */
export type Outcome =
  | { state: "none" }
  | { state: "running" }
  | { state: "stopped" }
  | { state: "failed"; fault: Problem | Error; isTold: boolean }
  | { state: "answered"; query: string; answer: Answer; seconds: number };

interface Props {
  outcome: Outcome;
  words: Words;
  labels: Labels;
  place: Place;
  view: string;
  onView: (view: string) => void;
}

/** What came of the query, in whichever way it is looked at. */
export function AnswerView({ outcome, words, labels, place, view, onView }: Props) {
  if (outcome.state === "failed") {
    return (
      <p class="fault" role="alert">
        <strong>{words("failed")}.</strong> {outcome.isTold ? outcome.fault.message : words("unreachable")}
      </p>
    );
  }
  return (
    <>
      <p role="status" class="workbench__status">
        {statusOf(outcome, words)}
      </p>
      {outcome.state === "answered" && (
        <>
          <Downloads query={outcome.query} form={outcome.answer.form} words={words} />
          {outcome.answer.form !== "truth" && outcome.answer.rows.length > 0 && (
            <Tabs label={words("views")} tabs={tabsOf(outcome.answer, words, labels, place)} open={view} onOpen={onView} />
          )}
        </>
      )}
    </>
  );
}

function statusOf(outcome: Outcome, words: Words): string {
  if (outcome.state !== "answered") return outcome.state === "none" || outcome.state === "failed" ? "" : words(outcome.state);
  const { answer, seconds } = outcome;
  if (answer.form === "truth") return words(answer.truth ? "yes" : "no");
  if (answer.rows.length === 0) return words("empty");
  return words(answer.form === "rows" ? "rows_in" : "triples_in", { count: answer.rows.length, seconds: seconds.toFixed(2) });
}

function Downloads({ query, form, words }: { query: string; form: Answer["form"]; words: Words }) {
  return (
    <p class="workbench__downloads">
      {words("download")}:{" "}
      {Object.entries(FORMATS[form]).map(([format, name]) => (
        <a key={format} href={addressOf(query, format)} download={`painopiste.${format === "turtle" ? "ttl" : format}`}>
          {name}
        </a>
      ))}
    </p>
  );
}

function tabsOf(answer: Exclude<Answer, { form: "truth" }>, words: Words, labels: Labels, place: Place): Tab[] {
  const shown = { table: answer, words, labels, place };
  const tabs: [string, boolean, Tab["panel"]][] = [
    ["table", true, () => <TableView {...shown} />],
    ["chart", answer.columns.length > 0, () => <ChartView {...shown} />],
    ["map", isMappable(answer), () => <MapView {...shown} />],
    ["graph", isGraph(answer), () => <GraphView {...shown} />],
    ["timeline", columnsOf(answer, "date").length > 0, () => <TimelineView {...shown} />],
  ];
  return tabs.filter(([, fits]) => fits).map(([name, , panel]) => ({ name, title: words(name), panel }));
}
