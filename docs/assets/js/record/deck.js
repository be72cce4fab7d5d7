/* A pile of cards to turn over: the first lies on top. Pure: randomness comes in, and nothing is changed in place. */

/* random(): from 0 to below 1 */
export function shuffled(cards, random) {
  const pile = [...cards];
  for (let at = pile.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [pile[at], pile[other]] = [pile[other], pile[at]];
  }
  return pile;
}

/* What is known leaves the pile; anything else goes below the others. */
export const after = ([top, ...rest], known) => (known ? rest : [...rest, top]);
