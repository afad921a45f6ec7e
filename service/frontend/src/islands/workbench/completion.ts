import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorView } from "@codemirror/view";
import type { Words } from "../../page/island.ts";
import { best, missingPrefix, prologueOf, shortened, type Vocabulary, type VocabularyTerm, vocabulary } from "./vocabulary.ts";

const KEYWORDS = (
  "SELECT CONSTRUCT ASK DESCRIBE DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES AS PREFIX LIMIT OFFSET " +
  "GROUP HAVING ORDER BY ASC DESC EXISTS NOT IN COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND COALESCE IF " +
  "CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER STRLEN SUBSTR REPLACE REGEX UCASE LCASE CONCAT YEAR MONTH DAY NOW IRI ISIRI ISLITERAL"
).split(" ");

/** What is completed: after a colon the terms of a prefix, after < things by their labels, after ? the variables of the query, else all of these words. */
export function completions(language: string, words: Words): CompletionSource {
  return async (context) => {
    if (isIn(context, "Comment", "String")) return null;
    const thing = context.matchBefore(/<[^<>\s{}"|\\^`]*[^<>\n{}"|\\^`]*/);
    if (thing && isIn(context, "Iri", "IriRef", "⚠")) return things(context, thing.from, thing.text.slice(1), language);
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) return { from: variable.from, options: variables(context), validFor: /^[?$]\w*$/ };
    const word = context.matchBefore(/[\w-]*:?[\wäöåÄÖÅ-]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    return { from: word.from, options: await named(context, language, words), validFor: /^[\w-]*:?[\wäöåÄÖÅ-]*$/ };
  };
}

function isIn(context: CompletionContext, ...names: string[]): boolean {
  return names.includes(syntaxTree(context.state).resolveInner(context.pos, -1).name);
}

function variables(context: CompletionContext): Completion[] {
  const typed = context.matchBefore(/[?$]\w*/)?.text;
  const found = new Set(context.state.doc.toString().match(/[?$]\w+/g));
  return [...found].filter((name) => name !== typed).map((name) => ({ label: name, type: "variable" }));
}

async function named(context: CompletionContext, language: string, words: Words): Promise<Completion[]> {
  const known = await vocabulary();
  const before = context.state.sliceDoc(Math.max(0, context.pos - 200), context.pos);
  const wanted = /\s(?:a|rdf:type)\s+[\w-]*:?[\w-]*$/.test(before) ? "class" : "property";
  const terms = known.terms.flatMap((term) => termOptions(term, known, language, words, term.kind === wanted ? 2 : 0));
  const prefixes = Object.keys(known.prefixes).map((prefix) => ({ label: `${prefix}:`, type: "namespace", apply: withPrefix(known) }));
  return [...terms, ...prefixes, ...KEYWORDS.map((label) => ({ label, type: "keyword", boost: -1 }))];
}

/** A term under its short name, and once more under its label, so that it can be found by the words of the reader's language. */
function termOptions(term: VocabularyTerm, known: Vocabulary, language: string, words: Words, boost: number): Completion[] {
  const short = shortened(term.iri, known.prefixes);
  if (!short) return [];
  const label = best(term.labels, language);
  const shared = { type: term.kind, info: infoOf(term, language, words), apply: withPrefix(known, short) };
  const byName = { ...shared, label: short, detail: label, boost: boost + Math.min(1, Math.log10(1 + term.count) / 5) };
  return label ? [byName, { ...shared, label, detail: short, boost: boost - 1 }] : [byName];
}

function infoOf(term: VocabularyTerm, language: string, words: Words): string {
  const uses = term.count ? `${words(term.kind)}, ${words("uses", { count: term.count })}` : words(term.kind);
  return [best(term.definitions, language), uses].filter(Boolean).join(" – ");
}

/** Writes a name, and the line that declares its prefix if the query has not got it. */
function withPrefix({ prefixes }: Vocabulary, name = ""): (view: EditorView, completion: Completion, from: number, to: number) => void {
  return (view, completion, from, to) => {
    const text = name || completion.label;
    const query = view.state.doc.toString();
    const line = missingPrefix(query, text.split(":")[0] ?? "", prefixes);
    const start = prologueOf(query);
    const declared = line ? [{ from: start, insert: line }] : [];
    view.dispatch({
      changes: [...declared, { from, to, insert: text }],
      selection: { anchor: from + line.length + text.length },
      userEvent: "input.complete",
    });
  };
}

interface Found {
  hits: { iri: string; label: { text: string }; kind: string; snippet: string }[];
}

/** Things of the graph whose labels, titles or references fit what stands after <. */
async function things(context: CompletionContext, from: number, text: string, language: string): Promise<CompletionResult | null> {
  if (text.trim().length < 2 || /^[a-z]+:/.test(text)) return null;
  const answer = await fetch(`/search?${new URLSearchParams({ q: text, lang: language, limit: "20" })}`, { headers: { Accept: "application/json" } });
  if (!answer.ok || context.aborted) return null;
  const { hits } = (await answer.json()) as Found;
  const options = hits.map(({ iri, label, kind }) => ({
    label: label.text,
    detail: kind.split(/[#/]/).at(-1) ?? "",
    info: iri,
    apply: `<${iri}>`,
    type: "constant",
  }));
  return { from, options, filter: false };
}
