/* Where a worksheet's record is kept: footbridge:worksheet:<name>, as record.js describes it.
   Each save makes the changes since the last one on what is kept by then, so that two tabs agree field by field.
   What cannot be read is put aside under a key of its own; what a newer version wrote is not touched. Where storage
   refuses, `keeps` turns false and the record lasts as long as the page. */
import { apply, blank, parse } from "./record.js";

export const keyOf = (name) => `footbridge:worksheet:${name}`;

export class Shelf {
  record = blank();
  pending = [];
  keeps = true;
  fault = "";

  /* A page may refuse its localStorage. */
  constructor(page, name) {
    this.page = page;
    this.key = keyOf(name);
    this.open();
  }

  /* Reads what is kept, with the changes not yet saved. */
  open() {
    try {
      const text = this.page.localStorage.getItem(this.key);
      const { record, fault = "" } = parse(text);
      this.aside = fault === "unreadable" && text !== this.put && text;
      this.fault ||= fault;
      this.record = record;
      for (const each of this.pending) apply(record, each);
    } catch {
      this.keeps = false;
    }
  }

  /* Whether another worksheet is kept. */
  holds(name) {
    return this.keeps && keyOf(name) in this.page.localStorage;
  }

  /* Gives the change that takes this one back. */
  change(change) {
    this.pending.push(change);
    return apply(this.record, change);
  }

  /* Gives whether it is kept. */
  save() {
    this.open();
    if (this.fault === "newer") return (this.keeps = false);
    try {
      if (this.aside) {
        this.page.localStorage.setItem(`${this.key}:unreadable-${Date.now()}`, this.aside);
        this.put = this.aside;
      }
      this.record.changed = Date.now();
      this.page.localStorage.setItem(this.key, JSON.stringify(this.record));
      this.pending = [];
      this.keeps = true;
    } catch {
      this.keeps = false;
    }
    return this.keeps;
  }
}
