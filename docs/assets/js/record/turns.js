/* Puts things into piles and takes from each pile in turn, so that neighbours differ where they can. */
export function inTurns(things, pileOf) {
  const piles = [...Map.groupBy(things, pileOf).values()];
  const turns = Math.max(0, ...piles.map(({ length }) => length));
  return Array.from({ length: turns }, (_, turn) => piles.flatMap((pile) => pile.slice(turn, turn + 1))).flat();
}
