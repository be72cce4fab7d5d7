/* The copy of the course on this device, as pages ask for it. The edge to the browser: the worker (worker.js), which
   answers messages, and the caches that it keeps. Without a worker there is no copy: old browsers, some private
   windows, addresses that begin with http. */
import { root } from "../record/contents.js";

export const isPossible = () => "serviceWorker" in navigator;

/* Gives the worker's registration once the worker is at work. Throws where the browser or the network refuses. */
export async function awake() {
  const registration = await navigator.serviceWorker.register(new URL("worker.js", root), { scope: root.href });
  if (!registration.active) await activation(registration.installing ?? registration.waiting);
  return registration;
}

function activation(worker) {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("the worker could not be installed"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

/* Gives the worker's answer to a message; worker.js lists them. Throws where the worker fails. */
export function ask({ active }, message) {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      port1.close();
      if (data.error) reject(new Error(data.error));
      else resolve(data);
    };
    active.postMessage(message, [port2]);
  });
}

/* Removes the worker of this edition and all that it kept. */
export async function forgetAll() {
  if (!isPossible()) return;
  const registrations = await navigator.serviceWorker.getRegistrations();
  for (const each of registrations) if (each.scope === root.href) await each.unregister();
  const names = await caches.keys();
  for (const name of names) if (name.startsWith(`footbridge:${root.href}:`)) await caches.delete(name);
}
