/** One line of two texts laid over each other. */
type Line = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };

/** The lines of two texts with what was added and removed, by their longest common lines. */
export function linesOf(before: string, after: string): Line[] {
  const [from, to] = [before === '' ? [] : before.split('\n'), after === '' ? [] : after.split('\n')];
  // common[i][j]: how many lines the rests from i and from j have in common.
  const common = Array.from({ length: from.length + 1 }, () => Array.from({ length: to.length + 1 }, () => 0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = from.length - 1; i >= 0; i -= 1)
    for (let j = to.length - 1; j >= 0; j -= 1)
      (common[i] as number[])[j] = from[i] === to[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    if (i < from.length && j < to.length && from[i] === to[j]) {
      lines.push({ kind: 'same', text: from[i] ?? '' });
      i += 1;
      j += 1;
    } else if (i < from.length && (j >= to.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'removed', text: from[i] ?? '' });
      i += 1;
    } else {
      lines.push({ kind: 'added', text: to[j] ?? '' });
      j += 1;
    }
  }
  return lines;
}
