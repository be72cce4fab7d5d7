/* Things in groups: as a Map, and taken from each group in turn. Pure. */

/* As Map.groupBy, which browsers have had since 2023 or 2024 only. */
export function groupBy(things, keyOf) {
  const found = new Map();
  for (const thing of things) {
    const key = keyOf(thing);
    if (found.has(key)) found.get(key).push(thing);
    else found.set(key, [thing]);
  }
  return found;
}

/* So that neighbours differ where they can. */
export function inTurns(things, keyOf) {
  const piles = [...groupBy(things, keyOf).values()];
  const turns = Math.max(0, ...piles.map(({ length }) => length));
  return Array.from({ length: turns }, (_, turn) => piles.flatMap((pile) => pile.slice(turn, turn + 1))).flat();
}
