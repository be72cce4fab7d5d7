/* A reader's answers: footbridge:answer:<quiz>/<question> holds {v: 1, choice, state, firstRight, tries, changed}
   choice: see grade.js, {} to try again · state: open, right or shown · firstRight: of the very first try
   tries: since the last "again" · changed: milliseconds

   From the first check until the reader starts over. Ids alone name it. What cannot be read counts as none.
   Where storage refuses, `keeps` turns false and records last as long as the page. */
export class Answers {
  memory = {};
  keeps = true;

  /* A page may refuse its localStorage. */
  constructor(page, prefix = "footbridge:answer:") {
    Object.assign(this, { page, prefix });
  }

  read(id) {
    if (id in this.memory) return this.memory[id];
    try {
      const record = JSON.parse(this.page.localStorage.getItem(this.prefix + id));
      const { v, choice, state, firstRight, tries } = record;
      const texts = Object.values(choice).every((each) => typeof each === "string");
      const known = v === 1 && /^(open|right|shown)$/.test(state);
      if (known && texts && typeof firstRight === "boolean" && Number.isInteger(tries)) return record;
    } catch {}
    return null;
  }

  /* null removes. */
  write(id, record) {
    record &&= { v: 1, ...record, changed: Date.now() };
    delete this.memory[id];
    try {
      const storage = this.page.localStorage;
      if (record) storage.setItem(this.prefix + id, JSON.stringify(record));
      else storage.removeItem(this.prefix + id);
    } catch {
      this.keeps = false;
      this.memory[id] = record;
    }
  }
}
