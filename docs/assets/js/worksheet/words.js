/* Gives t(key, values): words with {names} filled in. */
export function translator(words) {
  return (key, values = {}) => words[key].replace(/{(\w+)}/g, (all, name) => values[name] ?? all);
}

/* The page's language, as it is written where the reader lives. */
export function pageLanguage() {
  const { lang } = document.documentElement;
  return navigator.languages.find((each) => each.split("-")[0] === lang) ?? lang;
}
