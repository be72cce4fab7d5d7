/* Asks the browser once not to throw away what is kept, as soon as there is something to lose. */
import { keysOf } from "../record/storage.js";

const ASKED = "footbridge:persist";

/* storage: localStorage · manager: navigator.storage, which not every page has */
export function keepStored(storage, manager) {
  const ask = () => {
    const keys = keysOf(storage);
    if (keys.includes(ASKED) || !keys.some((key) => /^footbridge:(checks|worksheet):/.test(key))) return;
    try {
      storage.setItem(ASKED, JSON.stringify({ v: 1, at: Date.now() }));
    } catch {
      return; // it keeps nothing
    }
    manager?.persist?.();
  };
  ask();
  addEventListener("course:recorded", ask);
}
