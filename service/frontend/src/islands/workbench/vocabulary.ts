/** A class or property as /api/vocabulary tells it. */
export interface VocabularyTerm {
  iri: string;
  kind: "class" | "property";
  count: number;
  labels: Record<string, string>;
  definitions: Record<string, string>;
}

/** What a query can be made of. */
export interface Vocabulary {
  prefixes: Record<string, string>;
  terms: VocabularyTerm[];
}

let fetched: Promise<Vocabulary> | undefined;

/** The vocabulary of the graph, fetched once; after a fault it is asked for again. */
export function vocabulary(): Promise<Vocabulary> {
  fetched ??= fetch("/api/vocabulary")
    .then((answer) => answer.json() as Promise<Vocabulary>)
    .catch((fault: unknown) => {
      fetched = undefined;
      throw fault;
    });
  return fetched;
}

/** An IRI with a prefix, as in skos:prefLabel, or nothing if no prefix fits. */
export function shortened(iri: string, prefixes: Record<string, string>): string {
  const [prefix, start] =
    Object.entries(prefixes).find(([, address]) => iri.startsWith(address) && /^\w[\w-]*$/.test(iri.slice(address.length))) ?? [];
  return prefix !== undefined && start !== undefined ? `${prefix}:${iri.slice(start.length)}` : "";
}

/** A text in a language, or in one that there is. */
export function best(texts: Record<string, string>, language: string): string {
  return texts[language] ?? texts.en ?? Object.values(texts)[0] ?? "";
}

const PREFIX = /\bPREFIX\s+([\w-]*)\s*:/gi;

/** The line that declares a prefix, if a query that uses it has not got it yet. */
export function missingPrefix(query: string, prefix: string, prefixes: Record<string, string>): string {
  const declared = [...query.matchAll(PREFIX)].map((match) => match[1]);
  return declared.includes(prefix) || !prefixes[prefix] ? "" : `PREFIX ${prefix}: <${prefixes[prefix]}>\n`;
}

/** Where a new line of the prologue belongs: before the first line that is neither comment nor blank. */
export function prologueOf(query: string): number {
  return /^(?:\s*#[^\n]*\n|\s*\n)*/.exec(query)?.[0].length ?? 0;
}
