/* A reader's answers: footbridge:answer:<quiz>/<question> holds {v: 1, choice, state, firstRight, tries, changed}
   choice: see grade.js · state: open, right or shown · firstRight: of the first try · changed: milliseconds

   A record begins with the first check and goes when the reader starts over. Ids alone name it, so a moved page,
   a new wording or another edition loses nothing. What cannot be read counts as none until the next check.
   Where storage refuses, `keeps` turns false and records last as long as the page. */

export const keyOf = (id) => `footbridge:answer:${id}`;

export class Answers {
  #memory = new Map();
  keeps = true;

  constructor(storage, clock = Date.now) {
    Object.assign(this, { storage, clock });
  }

  read(id) {
    if (this.#memory.has(id)) return this.#memory.get(id);
    try {
      const record = JSON.parse(this.storage.getItem(keyOf(id)));
      return isSound(record) ? record : null;
    } catch {
      return null;
    }
  }

  write(id, record) {
    this.#try(id, { v: 1, ...record, changed: this.clock() });
  }

  remove(id) {
    this.#try(id, null);
  }

  #try(id, record) {
    try {
      if (record) this.storage.setItem(keyOf(id), JSON.stringify(record));
      else this.storage.removeItem(keyOf(id));
      this.#memory.delete(id);
    } catch {
      this.keeps = false;
      this.#memory.set(id, record);
    }
  }
}

function isSound({ v, choice, state, firstRight, tries }) {
  const texts = Object.values(choice).every((each) => typeof each === "string");
  const known = v === 1 && /^(open|right|shown)$/.test(state);
  return known && texts && typeof firstRight === "boolean" && Number.isInteger(tries);
}
