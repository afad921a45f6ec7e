import { Parser, type Term as RdfTerm } from "n3";
import type { Answer, Row, Table, Term } from "./results.ts";

const ENDPOINT = "/sparql";
const RESULTS = "application/sparql-results+json";
const TRIPLES = "application/n-triples";

/** A problem as the service tells it (RFC 9457), with the place in the query if it has one. */
export class Problem extends Error {
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(detail: string, line?: number, column?: number) {
    super(detail);
    this.line = line;
    this.column = column;
  }
}

/** Asks the endpoint; throws a Problem if it refuses, or the fault of the network. */
export async function ask(query: string, signal?: AbortSignal): Promise<Answer> {
  const headers = { Accept: `${RESULTS}, ${TRIPLES};q=0.9` };
  const response = await fetch(ENDPOINT, { method: "POST", headers, body: new URLSearchParams({ query }), signal: signal ?? null });
  if (!response.ok) throw await problemOf(response);
  const isGraph = (response.headers.get("content-type") ?? "").startsWith(TRIPLES);
  return isGraph ? { form: "triples", ...tableOf(await response.text()) } : answerOf((await response.json()) as Json);
}

/** The solutions of a SELECT query; throws like `ask`. */
export async function rowsOf(query: string, signal?: AbortSignal): Promise<Row[]> {
  const answer = await ask(query, signal);
  return answer.form === "truth" ? [] : answer.rows;
}

/** The address at which an answer can be had in a format. */
export function addressOf(query: string, format: string): string {
  return `${ENDPOINT}?${new URLSearchParams({ query, format })}`;
}

async function problemOf(response: Response): Promise<Problem> {
  const isTold = (response.headers.get("content-type") ?? "").includes("problem+json");
  const told = isTold ? ((await response.json()) as { detail?: string; title?: string; line?: number; column?: number }) : {};
  return new Problem(told.detail ?? told.title ?? `${response.status} ${response.statusText}`, told.line, told.column);
}

interface Json {
  boolean?: boolean;
  head: { vars?: string[] };
  results?: { bindings: Row[] };
}

function answerOf(json: Json): Answer {
  if (json.boolean !== undefined) return { form: "truth", truth: json.boolean };
  return { form: "rows", columns: json.head.vars ?? [], rows: json.results?.bindings ?? [] };
}

/** Triples as a table of three columns. */
function tableOf(text: string): Table {
  const rows = new Parser({ format: TRIPLES }).parse(text).map((triple) => ({
    subject: termOf(triple.subject),
    predicate: termOf(triple.predicate),
    object: termOf(triple.object),
  }));
  return { columns: ["subject", "predicate", "object"], rows };
}

function termOf(term: RdfTerm): Term {
  if (term.termType === "NamedNode") return { type: "uri", value: term.value };
  if (term.termType !== "Literal") return { type: "bnode", value: term.value };
  const kind = term.language ? { "xml:lang": term.language } : { datatype: term.datatype.value };
  return { type: "literal", value: term.value, ...kind };
}
