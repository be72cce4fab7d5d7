/* What runs on every page, before all other scripts of the course: the reader's settings, the record of first tries,
   marks in the list of lessons, a word when a newer version is there. */
import { PREFIX as CHECKS } from "./record/checks.js";
import { contents } from "./record/contents.js";
import * as settings from "./record/settings.js";
import { isShared } from "./record/shared.js";
import { keysOf, storageOf } from "./record/storage.js";
import { translator } from "./worksheet/words.js";
import { noteRead } from "./page/reading.js";
import { markLessons } from "./page/marks.js";
import { keepChecks } from "./page/recorder.js";
import { keepStored } from "./page/persist.js";

const storage = storageOf(window);

const followSettings = () => settings.apply(settings.read(storage), document);

// The theme listens further out.
document.body.addEventListener("keydown", (event) => {
  if (event.key.length === 1 && document.body.dataset.shortcuts === "false") event.stopPropagation();
});

followSettings();
addEventListener("storage", followSettings);
addEventListener("course:settings", followSettings);

/* What is needed now and then is loaded then. */
async function say(words, action) {
  (await import("./page/notice.js")).show(words, action);
}

const course = contents();
keepChecks(course, { storage, refused });

async function refused(why) {
  const { words } = await course;
  const t = translator(words);
  say(why === "newer" ? t("fault_newer") : t("not_recorded"));
}

const keys = keysOf(storage);
if (keys.some((key) => key.startsWith("footbridge:answer:")) && !keys.some((key) => key.startsWith(CHECKS))) {
  (await import("./record/migrate.js")).migrateStorage(storage);
  dispatchEvent(new StorageEvent("storage")); // what read it before reads it anew
}

const { topics, words } = await course.catch(() => ({ topics: [], words: null }));
if (words) {
  const t = translator(words);
  const drawMarks = () => markLessons(topics, storage, t);
  drawMarks();
  for (const type of ["storage", "course:recorded"]) addEventListener(type, drawMarks);
  noteRead(topics, storage);
  if (settings.read(storage).sure) (await import("./page/confidence.js")).askSure(document, t);
  if (isShared()) say(t("shared_now"));
  else {
    keepStored(storage, navigator.storage);
    const { register } = await import("./offline/register.js");
    register({ say: () => say(t("update_ready"), { label: t("update_reload"), press: () => location.reload() }) });
  }
}
