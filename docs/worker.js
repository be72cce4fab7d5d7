/* Makes the course readable without a network. A service worker, alone in its file, at the root of the edition: that
   folder is its scope, and it answers for nothing but the files that offline.json names there.

   Online every answer comes from the network and goes into the copy on the device; only where the network fails, the
   copy answers. The copy is a cache named after its version. Its offline.json is put in last, so a cache without one
   is half-made and counts for nothing. A new version gets a cache of its own, and the old one goes when that is whole.

   The course's pages ask by message, with a port for the answer (offline/copy.js):
   {do: "state"}        → {made, total, kept, spare, missing}: the day of the copy's version; bytes and pages of the
                          course and of what is kept; whether more is kept than every page needs; names not kept
   {do: "check"}        → {latest, shown}: the published version (null without a network), and the one of the kept page
                          that this client shows (null where its page came from the network). Brings the copy up to date.
   {do: "keep", paths}  → the state, and of these paths those that failed; full: true where the device has no room
   {do: "forget"}       → the state, after all was removed but what every page needs
   A failure is {error: its name}. */
const { scope } = self.registration;
const PREFIX = `footbridge:${scope}:`;
const LIST = "offline.json";
const LOST = "offline.html"; // for a page that is not kept
const AT_ONCE = 6; // files fetched side by side
const PATIENCE = 5000; // milliseconds until a network that neither answers nor fails counts as gone
const REST = 60_000; // milliseconds for which it then does, unless it answers

// Kept from the start: what a visited page may ask for later, where an app begins, and where a lost page leads.
const NEEDED = ["index.html", "my-course/index.html", LOST, "assets/course.json"];
const isNeeded = (name) => NEEDED.includes(name) || /^assets\/(css|js)\//.test(name);

const cacheKey = (name) => scope + name;
const addressOf = (name) => scope + name.replace(/(^|\/)index\.html$/, "$1");

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(prepare());
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const name = nameOf(request.url);
  const isFile = request.mode === "navigate" || /\.\w+$/.test(name);
  if (request.method === "GET" && isFile && !request.headers.has("range")) event.respondWith(answer(event, name));
});

/* Gives the name that the list has for an address, "" outside the scope. */
function nameOf(url) {
  const { origin, pathname } = new URL(url, scope);
  const address = origin + pathname;
  if (!address.startsWith(scope)) return "";
  return address.slice(scope.length).replace(/(^|\/)$/, "$1index.html");
}

/* Answers */

const shown = new Map(); // of clients whose page came from the copy: its version

async function answer(event, name) {
  const { request } = event;
  const copy = await current().catch(() => null); // a storage that fails is no reason to show nothing
  const has = (each) => copy && Object.hasOwn(copy.files, each);
  if (!has(name) && !has(`${name}/index.html`)) return fetch(request);
  // Asks the server whether the browser's own cache is still right, so that nobody online reads an old page.
  const network = fetch(request, { cache: "no-cache" }).then(heard, () => null);
  const response = await Promise.race([network, silence()]);
  if (response === SILENT) gone = Date.now() + REST;
  else if (response && isWord(response)) {
    const whole = response.status === 200 && !response.redirected;
    if (whole && has(name)) event.waitUntil(put(copy, name, response.clone()));
    return response;
  }
  return (await kept(event, copy, name)) ?? (await network) ?? lost(request, copy);
}

const SILENT = Symbol("silent");
let gone = 0; // until when the network counts as gone

const silence = () => new Promise((resolve) => setTimeout(resolve, Date.now() < gone ? 0 : PATIENCE, SILENT));

function heard(response) {
  gone = 0;
  return response;
}

/* Whether the server says what there is; one that is overworked, or wants fewer requests, says nothing of it. */
const isWord = ({ status, type }) => status < 400 || status === 404 || status === 410 || type === "opaqueredirect";

async function kept({ request, resultingClientId }, copy, name) {
  // Relative links on the page count on the slash.
  if (!Object.hasOwn(copy.files, name)) return Response.redirect(`${scope}${name}/`);
  const found = await copy.cache.match(cacheKey(name));
  if (found && request.mode === "navigate") shown.set(resultingClientId, copy.version);
  return found;
}

async function lost(request, copy) {
  if (request.mode !== "navigate") return Response.error();
  const page = await copy.cache.match(cacheKey(LOST));
  return page ? new Response(page.body, { status: 503, headers: page.headers }) : Response.error();
}

/* A page that was read is kept where there is room; nobody waits for it, and keeping the whole course tells of failures. */
const put = ({ cache }, name, response) => cache.put(cacheKey(name), response).catch(() => {});

/* The copy */

let copied; // remembered from one message to the next

/* Gives the newest whole copy as {cache, version, made, files}, null where there is none. */
const current = () => (copied ??= newest());

async function newest() {
  for (const cacheName of (await ownCaches()).reverse()) {
    const cache = await caches.open(cacheName);
    const list = await cache.match(cacheKey(LIST));
    if (list) return { cache, ...(await list.json()) };
  }
  copied = null;
  return null;
}

const ownCaches = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

async function namesIn({ cache }) {
  return new Set((await cache.keys()).map(({ url }) => url.slice(scope.length)));
}

async function prepare() {
  if (!(await current())) await bringUpToDate(await fetchList());
}

async function fetchList() {
  const list = await (await download(LIST)).json();
  if (list.v !== 1) throw new Error("a list of another kind");
  return list;
}

async function download(name) {
  const response = await fetch(addressOf(name), { cache: "no-cache" });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  // A browser refuses to show a page that remembers a redirection; this one has forgotten it.
  return new Response(response.body, response);
}

/* Makes the copy of a new list: what the old copy has and is the same is taken over, what has changed is fetched.
   Throws where a file cannot be had; the old copy then stays, and the next time goes on from there. */
async function bringUpToDate(list) {
  const old = await current();
  await clear([old?.version, list.version]); // a version that never became whole
  const copy = { cache: await caches.open(PREFIX + list.version), ...list };
  // Pages that are read meanwhile go to the old copy, so it is looked through until nothing is left to take over.
  for (let names; (names = await lacking(copy, old)).length; ) {
    for (let at = 0; at < names.length; at += AT_ONCE) {
      await Promise.all(names.slice(at, at + AT_ONCE).map((name) => takeOver(copy, old, name)));
    }
  }
  await copy.cache.put(cacheKey(LIST), new Response(JSON.stringify(list)));
  copied = Promise.resolve(copy);
  await clear([list.version]);
}

/* Removes all versions but these. */
async function clear(versions) {
  const wanted = versions.map((version) => PREFIX + version);
  for (const name of await ownCaches()) if (!wanted.includes(name)) await caches.delete(name);
}

/* Whoever had the whole course gets the whole of the new one. */
async function lacking(copy, old) {
  const before = old ? await namesIn(old) : new Set();
  const had = await namesIn(copy);
  const whole = old && Object.keys(old.files).every((name) => before.has(name));
  return Object.keys(copy.files).filter((name) => !had.has(name) && (whole || isNeeded(name) || before.has(name)));
}

async function takeOver({ cache, files }, old, name) {
  const same = old?.files[name]?.[1] === files[name][1];
  const found = same && (await old.cache.match(cacheKey(name)));
  await cache.put(cacheKey(name), found || (await download(name)));
}

/* Messages */

self.addEventListener("message", (event) => {
  const { data, ports } = event;
  copied = null; // a page may have removed it
  const send = (answer) => ports[0].postMessage(answer);
  event.waitUntil(jobs[data.do](data, event).then(send, ({ name }) => send({ error: name })));
});

const jobs = { state, check, keep, forget };

async function state() {
  await prepare();
  const copy = await current();
  const names = await namesIn(copy);
  const all = Object.keys(copy.files);
  const sum = (of) => ({
    bytes: of.reduce((bytes, name) => bytes + copy.files[name][0], 0),
    pages: of.filter((name) => /\.html$/.test(name) && name !== LOST).length,
  });
  const kept = all.filter((name) => names.has(name));
  const missing = all.filter((name) => !names.has(name));
  return { made: copy.made, total: sum(all), kept: sum(kept), spare: !kept.every(isNeeded), missing };
}

let updating = null;

async function check(_, event) {
  const copy = await current();
  const list = await fetchList().catch(() => null);
  // What fails is tried again at the next visit.
  if (copy && list && list.version !== copy.version) {
    updating ??= bringUpToDate(list).catch(() => {}).finally(() => (updating = null));
    event.waitUntil(updating);
  }
  return { latest: list?.version ?? null, shown: shown.get(event.source.id) ?? null };
}

async function keep({ paths }) {
  await prepare();
  const copy = await current();
  const names = await namesIn(copy);
  const wanted = new Set(paths.map(nameOf).filter((name) => Object.hasOwn(copy.files, name) && !names.has(name)));
  const failed = [];
  let full = false;
  const fetchOne = async (name) => copy.cache.put(cacheKey(name), await download(name));
  const note = (name) => (error) => {
    failed.push(name);
    full ||= error.name === "QuotaExceededError";
  };
  await Promise.all([...wanted].map((name) => fetchOne(name).catch(note(name))));
  return { ...(await state()), failed, full };
}

async function forget() {
  await updating; // it would bring back what goes now
  await prepare();
  const { cache } = await current();
  for (const request of await cache.keys()) {
    const name = request.url.slice(scope.length);
    if (name !== LIST && !isNeeded(name)) await cache.delete(request);
  }
  return state();
}
