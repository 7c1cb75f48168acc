/**
 * A line of points as text: each point as its step from the one before, both numbers zigzag in base 32 with a continuation bit, as printable ASCII
 * (the encoded polyline format). Points that fall on the one before are left out.
 */
export function encoded(line: readonly (readonly [number, number])[], stepsPerDegree: number): string {
  let [x, y] = [0, 0];
  let text = '';
  for (const [i, [east, north]] of line.entries()) {
    const [toX, toY] = [Math.round(east * stepsPerDegree), Math.round(north * stepsPerDegree)];
    if (i > 0 && toX === x && toY === y) continue;
    text += number(toX - x) + number(toY - y);
    [x, y] = [toX, toY];
  }
  return text;
}

function number(value: number): string {
  let rest = value < 0 ? ~(value << 1) : value << 1;
  let text = '';
  while (rest >= 32) {
    text += String.fromCharCode((32 | (rest & 31)) + 63);
    rest >>>= 5;
  }
  return text + String.fromCharCode(rest + 63);
}
