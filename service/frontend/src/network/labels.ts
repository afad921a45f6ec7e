/** An upright rectangle. */
export interface Box {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** A text in lines that are no wider than wanted, unless a single word is; `widthOf` measures a line. */
export function linesOf(text: string, most: number, widthOf: (line: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(longer) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The upright box of a rectangle around a middle that is turned by an angle in radians. */
export function around({ x, y }: { x: number; y: number }, width: number, height: number, turn = 0): Box {
  const [cos, sin] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))];
  const [dx, dy] = [(width * cos + height * sin) / 2, (width * sin + height * cos) / 2];
  return { x1: x - dx, y1: y - dy, x2: x + dx, y2: y + dy };
}

function overlap(one: Box, other: Box): boolean {
  return one.x1 < other.x2 && other.x1 < one.x2 && one.y1 < other.y2 && other.y1 < one.y2;
}

/** Where a label may stand, the liked places first; one that must be shown stands in the first even if it covers something. */
export interface Label {
  boxes: Box[];
  isMust: boolean;
}

/** For each label the number of the first of its boxes that touches nothing: neither what is taken nor the boxes of earlier labels; -1 if there is none. */
export function placed(labels: Label[], taken: Box[]): number[] {
  const all = [...taken];
  return labels.map(({ boxes, isMust }) => {
    const free = boxes.findIndex((box) => !all.some((other) => overlap(box, other)));
    const chosen = free < 0 && isMust ? 0 : free;
    const box = boxes[chosen];
    if (box) all.push(box);
    return chosen;
  });
}

/** Four walls around a box, beyond which nothing stands. */
export function wallsAround({ x1, y1, x2, y2 }: Box): Box[] {
  const far = 1e9;
  return [
    { x1: -far, y1: -far, x2: x1, y2: far },
    { x1: x2, y1: -far, x2: far, y2: far },
    { x1: -far, y1: -far, x2: far, y2: y1 },
    { x1: -far, y1: y2, x2: far, y2: far },
  ];
}
