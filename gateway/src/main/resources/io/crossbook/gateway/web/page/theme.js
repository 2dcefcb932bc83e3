// Before the first paint: dark or light, by the switch's word, else by the system's. A classic script, so that nothing is painted twice.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const words = ["system", "dark", "light"];
  let chosen = "system";
  try {
    chosen = words.find(word => word === localStorage.getItem("theme")) ?? "system";
  } catch { /* storage is forbidden: as the system has it */ }

  function apply() {
    document.documentElement.dataset.theme = chosen === "system" ? (system.matches ? "dark" : "light") : chosen;
    const button = document.getElementById("theme");
    if (button) {
      button.textContent = `Theme: ${chosen}`;
    }
    dispatchEvent(new Event("theme"));
  }

  function next() {
    chosen = words[(words.indexOf(chosen) + 1) % words.length];
    try {
      localStorage.setItem("theme", chosen);
    } catch { /* it holds until the page is closed */ }
    apply();
  }

  apply();
  system.addEventListener("change", apply);
  addEventListener("DOMContentLoaded", () => {
    apply();
    document.getElementById("theme").addEventListener("click", next);
  });
})();
