/** The base of the IRIs that have pages of their own; told by the server. */
export interface Place {
  base: string;
  language: string;
}

/** The page of an IRI in the reader's language: its own, or the one that shows any IRI of the graph. */
export function hrefOf(iri: string, { base, language }: Place): string {
  const own = `${base}/id/`;
  return iri.startsWith(own) ? `/${language}/${encodeURI(iri.slice(own.length))}` : `/${language}/resource?iri=${encodeURIComponent(iri)}`;
}
