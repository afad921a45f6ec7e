import { rowsOf } from "./ask.ts";

const ORDER = ["en", "fi", "sv"];
/** As many things are asked for at once. */
const MOST = 300;

/** A label with its language. */
export interface Label {
  text: string;
  language: string;
}

/** Labels of things in a reader's language, asked of the endpoint once for each. */
export class Labels {
  private readonly known = new Map<string, Label | undefined>();
  private readonly language: string;

  constructor(language: string) {
    this.language = language;
  }

  /** The label of a thing if it has been asked for. */
  of(iri: string): Label | undefined {
    return this.known.get(iri);
  }

  /** The label, or at least the end of the IRI. */
  textOf(iri: string): string {
    return this.of(iri)?.text ?? ending(iri);
  }

  /** Asks for the labels of those things that have not been asked for; faults are borne, since an IRI can be shown as it is. */
  async learn(iris: Iterable<string>): Promise<void> {
    const wanted = [...new Set(iris)].filter((iri) => !this.known.has(iri) && isSafe(iri));
    for (let start = 0; start < wanted.length; start += MOST) await this.ask(wanted.slice(start, start + MOST)).catch(() => undefined);
  }

  private async ask(iris: string[]): Promise<void> {
    const rows = await rowsOf(queryFor(iris));
    for (const iri of iris) this.known.set(iri, undefined);
    for (const { thing, label } of rows) {
      if (!thing || !label) continue;
      const found = { text: label.value, language: label["xml:lang"] ?? "" };
      const before = this.known.get(thing.value);
      if (!before || this.rank(found) < this.rank(before)) this.known.set(thing.value, found);
    }
  }

  private rank(label: Label): number {
    const place = [this.language, ...ORDER].indexOf(label.language);
    return place < 0 ? ORDER.length + 1 : place;
  }
}

function queryFor(iris: string[]): string {
  return `PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?label WHERE {
  VALUES ?thing { ${iris.map((iri) => `<${iri}>`).join(" ")} }
  ?thing skos:prefLabel|rdfs:label ?label .
}`;
}

/** Whether an IRI can be written between angle brackets. */
export function isSafe(iri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]*$/i.test(iri);
}

/** What follows the last slash or hash of an IRI. */
export function ending(iri: string): string {
  return /[^/#]+(?=[/#]?$)/.exec(iri)?.[0] ?? iri;
}
