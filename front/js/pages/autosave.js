/* Saves a text while someone types: a pause in typing sends the form, and what the server says stands beside the button.
   When someone else was first it stops and says so; the button then shows both texts. A button elsewhere on the page
   waits until every text is saved, so that the page it leads to shows what was just typed.
   Where scripts run, a hidden form takes the place of the text before it. */
const words = document.querySelector("template[data-failed]").dataset;
const pause = 1500;
const retry = 5000;

function keep(form) {
  const said = form.querySelector("[data-said]");
  let sent = state();
  let timer;
  let busy = false;
  let stopped = false;

  function state() {
    return [...new FormData(form)].filter(([name]) => name !== "version").join("\u0000");
  }

  const later = (wait) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(send, wait);
  };

  async function send(leaving = false) {
    const now = state();
    if (stopped || busy || now === sent) return;
    busy = true;
    said.textContent = words.saving;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "autosave" },
        keepalive: leaving,
        redirect: "error",
      });
      const told = await answer.json();
      said.textContent = told.said;
      if (answer.ok) {
        sent = now;
        form.elements.version.value = told.version;
      }
      stopped = answer.status === 409;
      busy = false;
      if (answer.ok && state() !== sent) later(pause);
    } catch {
      busy = false;
      said.textContent = words.failed;
      later(retry);
    }
  }

  form.addEventListener("input", () => later(pause));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send(true));

  return {
    form,
    save: send,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

document.querySelectorAll("form[data-autosave][hidden]").forEach((form) => {
  form.previousElementSibling.hidden = true;
  form.hidden = false;
});
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();

const kept = [...document.querySelectorAll("form[data-autosave]")].map(keep);
let waiting = false;
let sure = false;

document.addEventListener("submit", async (event) => {
  if (sure) return;
  event.preventDefault();
  if (waiting) return;
  waiting = true;
  kept.filter(({ form }) => form === event.target).forEach(({ stop }) => stop());
  await Promise.all(kept.filter(({ form }) => form !== event.target).map(({ save }) => save()));
  sure = true;
  // A form whose submission is still being announced does not submit again: first let that end.
  setTimeout(() => event.target.requestSubmit(event.submitter));
});
