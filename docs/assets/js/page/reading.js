/* A lesson counts as read when its closing questions come into sight. footbridge:read:<quiz> holds {v: 1, at} */
import { root } from "../record/contents.js";
import { textAt } from "../record/storage.js";

export const PREFIX = "footbridge:read:";

export function noteRead(topics, storage) {
  const topic = topics.find(({ page }) => new URL(page, root).pathname === location.pathname);
  const end = topic && document.querySelector(`#quiz-${topic.name}`);
  if (!end) return;
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    try {
      if (!storage.getItem(PREFIX + topic.name)) storage.setItem(PREFIX + topic.name, JSON.stringify({ v: 1, at: Date.now() }));
    } catch {
      return; // a mark is no loss worth a word
    }
    dispatchEvent(new Event("course:recorded"));
  });
  observer.observe(end);
}

/* Whether the lesson of this quiz was read. */
export const isRead = (storage, name) => textAt(storage, PREFIX + name) !== null;
