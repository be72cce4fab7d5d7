/* Sets the worker to work once a page has loaded, and tells when the course has been published anew. An edge: clock,
   events, network. What fails here is no part of the page, so it stays silent. Not for a shared computer. */
import { ask, awake, isPossible } from "./copy.js";

export { forgetAll } from "./copy.js";

const PAUSE = 30 * 60_000; // milliseconds between two looks for a new version

/* say: called once, when a later version has been published than the one that stands on the page. */
export function register({ say }) {
  if (!isPossible()) return;
  const begin = () => (window.requestIdleCallback ?? setTimeout)(() => start(say).catch(() => {}));
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
}

async function start(say) {
  const registration = await awake();
  // The first page of all was loaded before there was a worker.
  await ask(registration, { do: "keep", paths: [location.href, ...loaded()] }).catch(() => {});
  await watch(registration, say);
}

const loaded = () => performance.getEntriesByType("resource").map(({ name }) => name);

/* A page from the network is of the version published then, one from the copy is of the copy's. */
async function watch(registration, say) {
  let told = false;
  let shown = null;
  const look = async () => {
    if (told || document.visibilityState !== "visible") return;
    const answer = await ask(registration, { do: "check" });
    shown ??= answer.shown ?? answer.latest;
    if (!answer.latest || answer.latest === shown || told) return;
    told = true;
    say();
  };
  const lookQuietly = () => look().catch(() => {});
  document.addEventListener("visibilitychange", lookQuietly);
  addEventListener("online", lookQuietly);
  setInterval(lookQuietly, PAUSE);
  await lookQuietly();
}
