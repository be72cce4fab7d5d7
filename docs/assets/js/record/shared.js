/* A shared computer, on which nothing stays after the tab is closed: footbridge:shared is "1" in the browser's own
   localStorage. shared-computer.js, in the head of every page, has then put the tab's sessionStorage in its place;
   pages of the same tab share it. An edge. */
import { storageOf } from "./storage.js";

const KEY = "footbridge:shared";

/* The browser's own localStorage, whatever the page gets; null where it refuses. */
export const deviceStorage = window.footbridgeStorage ?? storageOf(window);

/* What lasts as long as the tab; null where it refuses. */
export function tabStorage() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

export function isShared() {
  try {
    return deviceStorage.getItem(KEY) === "1";
  } catch {
    return false;
  }
}

/* Gives whether it is set; false where the storage refuses. Pages follow when they are loaded anew. */
export function setShared(on) {
  try {
    if (on) deviceStorage.setItem(KEY, "1");
    else deviceStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

/* Removes what is kept for reading offline. Gives whether it is gone. */
export async function forgetOffline() {
  try {
    const { forgetAll } = await import("../offline/register.js");
    await forgetAll();
    return true;
  } catch {
    return false;
  }
}

// Set in another tab: what this page shows and keeps belongs to the storage of before.
addEventListener("storage", ({ key }) => key === KEY && location.reload());
