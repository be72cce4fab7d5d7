/* Gives t(key, values): words with {names} filled in. */
export function translator(words) {
  return (key, values = {}) => words[key].replace(/{(\w+)}/g, (all, name) => values[name] ?? all);
}
