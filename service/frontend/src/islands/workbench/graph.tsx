import { useEffect, useRef, useState } from "preact/hooks";
import { svgOf } from "../../network/drawing.ts";
import { type Edge, Network, type Node } from "../../network/network.ts";
import { hrefOf } from "../../page/links.ts";
import { pixelsOf, save } from "../../page/picture.ts";
import { columnsOf, type Table } from "../../sparql/results.ts";
import { useRemembered } from "./address.ts";
import { clipped } from "./chart.tsx";
import { Choice, columnChoices } from "./choice.tsx";
import { irisIn, type Shown } from "./context.ts";

const MOST = 300;

/** The columns of which two make the ends of relations, and one that may name them. */
export function ends(table: Table): { source: string; target: string; relation: string } {
  if (table.columns.join() === "subject,predicate,object") return { source: "subject", target: "object", relation: "predicate" };
  const [source = "", target = ""] = columnsOf(table, "iri", "country").filter(
    (column) => new Set(table.rows.map((row) => row[column]?.value)).size > 0,
  );
  return { source, target, relation: "" };
}

/** Whether a table has two columns of things. */
export function isGraph(table: Table): boolean {
  const { source, target } = ends(table);
  return Boolean(source && target);
}

/** The answer as a network: each row a relation between two things. */
export function GraphView({ table, words, labels, place }: Shown) {
  const first = ends(table);
  const [source, setSource] = useRemembered("source", table.columns, first.source);
  const [target, setTarget] = useRemembered("target", table.columns, first.target);
  const [relation, setRelation] = useRemembered("relation", ["", ...table.columns], first.relation);
  const [picked, pick] = useState("");
  const canvas = useRef<HTMLDivElement>(null);
  const network = useRef<Network>(undefined);
  const rows = table.rows.filter((row) => row[source]?.type === "uri" && row[target]?.type === "uri").slice(0, MOST);
  useEffect(() => {
    if (!canvas.current) return undefined;
    network.current = new Network(canvas.current, pick);
    return () => network.current?.cy.destroy();
  }, []);
  useEffect(() => {
    labels.learn(irisIn(rows, [source, target, relation])).then(() => network.current?.show(...drawn()));
  }, [table, source, target, relation]);
  const things = columnsOf(table, "iri", "country");
  const choices = columnChoices(table.columns === things ? things : [...new Set([...things, source, target])].filter(Boolean));
  const saveAs = async (ending: string): Promise<void> => {
    if (!network.current) return;
    const { svg, width, height } = svgOf(network.current);
    save(ending === "svg" ? svg : await pixelsOf(svg, width, height), `graph.${ending}`);
  };
  return (
    <figure class="figure">
      <p class="choices">
        <Choice label={words("source")} value={source} values={choices} onChoose={setSource} />
        <Choice label={words("target")} value={target} values={choices} onChoose={setTarget} />
        <Choice label={words("relation")} value={relation} values={[["", words("none")], ...columnChoices(table.columns)]} onChoose={setRelation} />
      </p>
      <div class="network" ref={canvas} role="img" aria-label={words("graph")} />
      <figcaption>
        {picked && <a href={hrefOf(picked, place)}>{labels.textOf(picked)}</a>}
        {table.rows.length > rows.length && <span>{words("first_of", { shown: rows.length, all: table.rows.length })}</span>}
        <span class="figure__save">
          {words("picture")}:{" "}
          <button type="button" class="plainly" onClick={() => saveAs("svg")}>
            SVG
          </button>{" "}
          <button type="button" class="plainly" onClick={() => saveAs("png")}>
            PNG
          </button>
        </span>
      </figcaption>
    </figure>
  );

  function drawn(): [Node[], Edge[]] {
    const columns = new Map<string, number>();
    for (const row of rows)
      for (const [tone, column] of [source, target].entries()) columns.set(row[column]?.value ?? "", columns.get(row[column]?.value ?? "") ?? tone);
    const nodes = [...columns].map(([id, tone]) => ({ id, label: clipped(labels.textOf(id), 60), tone }));
    const edges = rows.map((row) => {
      const name = relation ? (row[relation]?.value ?? "") : "";
      const label = row[relation]?.type === "uri" ? labels.textOf(name) : name;
      return {
        id: [row[source]?.value, name, row[target]?.value].join(" "),
        source: row[source]?.value ?? "",
        target: row[target]?.value ?? "",
        label: clipped(label, 40),
      };
    });
    return [nodes, [...new Map(edges.map((edge) => [edge.id, edge])).values()]];
  }
}
