/** The places of the `most` highest values above 0, best first; of equals the earlier. */
export function highest(values: Float32Array, most: number): number[] {
  const kept: number[] = [];
  let least = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (value <= least) continue;
    let place = kept.length;
    while (place > 0 && (values[kept[place - 1] as number] as number) < value) place--;
    kept.splice(place, 0, at);
    if (kept.length > most) kept.pop();
    if (kept.length === most) least = values[kept[most - 1] as number] as number;
  }
  return kept;
}
