// What the pages gain where scripts run; all of it can be read and done without.
"use strict";

// Sliders beside the two days of a question: moving one changes the date, the address and what is below.
for (const form of document.querySelectorAll("form[data-days]")) {
  const day = number => new Date(number * 86400000).toISOString().slice(0, 10);
  let timer = 0;
  let asked = 0;
  const show = async () => {
    const mine = ++asked;
    const url = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (value) url.searchParams.append(name, value);
    const live = document.querySelector("[data-live]");
    live.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
      if (mine !== asked) return;
      if (!page) { location.assign(url); return; }
      const open = [...live.querySelectorAll("details")].map(d => d.open);
      live.replaceChildren(...page.childNodes);
      live.querySelectorAll("details.twin").forEach(d => { d.open = false; });
      if (open.length === live.querySelectorAll("details").length) live.querySelectorAll("details").forEach((d, i) => { d.open = open[i]; });
      history.replaceState(null, "", url);
    } finally {
      if (mine === asked) live.removeAttribute("aria-busy");
    }
  };
  for (const slider of form.querySelectorAll("input[data-for]")) {
    const date = form.querySelector("#" + slider.dataset.for);
    slider.hidden = false;
    slider.setAttribute("aria-valuetext", day(slider.value));
    // Page keys move by a year, with Shift or Ctrl and an arrow by a month: days alone would take all day.
    slider.addEventListener("keydown", event => {
      const by = { PageUp: 365, PageDown: -365, ArrowRight: event.shiftKey || event.ctrlKey ? 30 : 0, ArrowLeft: event.shiftKey || event.ctrlKey ? -30 : 0 }[event.key];
      if (!by) return;
      event.preventDefault();
      slider.value = Number(slider.value) + by;
      slider.dispatchEvent(new Event("input"));
    });
    slider.addEventListener("input", () => {
      date.value = day(slider.value);
      slider.setAttribute("aria-valuetext", date.value);
      clearTimeout(timer);
      timer = setTimeout(show, 250);
    });
    date.addEventListener("change", () => {
      if (!date.value || !date.validity.valid) return;
      slider.value = Math.round(Date.parse(date.value) / 86400000);
      slider.setAttribute("aria-valuetext", date.value);
      clearTimeout(timer);
      timer = setTimeout(show, 250);
    });
  }
}

// One key at the review desk, unless it is switched off or one is writing.
const desk = document.querySelector("form[data-desk]");
const oneKey = document.querySelector("[data-one-key]");
if (desk) {
  const box = oneKey && oneKey.querySelector("input");
  if (oneKey) {
    oneKey.hidden = false;
    box.checked = sessionStorage.getItem("one-key") !== "off";
    box.addEventListener("change", () => sessionStorage.setItem("one-key", box.checked ? "on" : "off"));
  }
  document.addEventListener("keydown", event => {
    if ((box && !box.checked) || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const control = document.querySelector("[data-key='" + (/^[a-z]$/.test(event.key) ? event.key : "") + "']");
    if (!control) return;
    event.preventDefault();
    if (control.tagName === "SUMMARY") {
      control.parentElement.open = true;
      control.parentElement.querySelector("select").focus();
    } else {
      control.click();
    }
  });
}
