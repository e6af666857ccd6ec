/* Saves a text while someone types: a pause in typing sends the form, and what the server says stands beside the button.
   When someone else was first it stops and says so; the button then shows both texts. */
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
  form.addEventListener("submit", () => {
    stopped = true;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send(true));
}

document.querySelectorAll("form[data-autosave]").forEach(keep);
