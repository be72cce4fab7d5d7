// On a shared computer the page gets the tab's storage in the place of the browser's own, so that no script, the theme's
// included, leaves anything behind. In the head and no module: the theme reads its storage before any module runs.
try {
  const own = localStorage;
  if (own.getItem("footbridge:shared") === "1") {
    window.footbridgeStorage = own;
    Object.defineProperty(window, "localStorage", { configurable: true, get: () => sessionStorage });
  }
} catch {
  // It keeps nothing, so nothing can be left.
}
