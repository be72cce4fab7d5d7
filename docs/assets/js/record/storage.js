/* The browser's storage, which may refuse. */

/* Gives localStorage, or null where the browser lets no page have it. */
export function storageOf(page) {
  try {
    return page.localStorage;
  } catch {
    return null;
  }
}

/* The names of all that is kept; none where nothing can be read. */
export function keysOf(storage) {
  try {
    return Array.from({ length: storage.length }, (_, at) => storage.key(at));
  } catch {
    return [];
  }
}

/* Gives the value that a text stands for; null where there is none or it cannot be read. */
export function valueAt(storage, key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}

/* Gives a text, or null for none. */
export function textAt(storage, key) {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}
