/** Something on an axis, from one place to another; what is written beside it belongs to it. */
export interface Span {
  from: number;
  to: number;
}

/** For each span the first lane in which it touches no other; the spans stand in the order of their beginnings. */
export function lanesOf(spans: Span[]): number[] {
  const ends: number[] = [];
  return spans.map(({ from, to }) => {
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    return lane;
  });
}
