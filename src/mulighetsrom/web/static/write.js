// Saves what somebody writes as one types. Without this script the Save button does the same.
{
  const form = document.getElementById("writing");
  const status = document.getElementById("status");
  const ears = document.getElementById("aloud"); // for those who listen, who would be told of every saving else
  const look = document.getElementById("look");
  const wait = 1500; // from the last letter to the saving, in milliseconds
  const retry = 5000;
  const notSentByItself = ["another_place", "cpv_search", "attachment", "attachment_title"];
  let typed = 0; // counts changes; what has been saved is known by its number
  let saved = 0;
  let busy = false;
  let stopped = false; // a colleague has changed the same, or the text is closed
  let unsent = false; // the last try did not get through
  let counted = ""; // how much there was to look at
  let leaving = false;
  let timer;

  const tell = (text, aloud) => {
    if (status.textContent !== text) status.textContent = text;
    if (aloud && ears.textContent !== text) ears.textContent = text;
  };

  const later = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  };

  const sent = () => {
    const data = new FormData(form);
    notSentByItself.forEach((name) => data.delete(name));
    [...data.keys()].filter((name) => name.startsWith("choose-")).forEach((name) => data.delete(name));
    return new URLSearchParams(data);
  };

  const showErrors = (errors) => {
    form.querySelectorAll(".by-itself").forEach((old) => old.remove());
    form.querySelectorAll("[data-refused]").forEach((box) => {
      box.removeAttribute("data-refused");
      box.removeAttribute("aria-invalid");
    });
    Object.entries(errors).forEach(([name, text]) => {
      const box = form.elements[name];
      if (!box || !box.setAttribute) return;
      const message = document.createElement("p");
      message.className = "ds-validation-message by-itself";
      message.dataset.field = "validation";
      message.textContent = text;
      box.setAttribute("aria-invalid", "true");
      box.dataset.refused = "";
      box.after(message);
    });
  };

  // What the need check finds comes and goes with the words, but never under the hands of whoever reads it.
  const showHints = (said) => {
    form.querySelectorAll("[data-hints]").forEach((place) => {
      const html = said.hints[place.dataset.hints] ?? "";
      if (place.shown === html || place.contains(document.activeElement)) return;
      const open = place.querySelector("details")?.open;
      place.innerHTML = place.shown = html;
      place.querySelector("details")?.toggleAttribute("open", open);
    });
    if (look.contains(document.activeElement)) return;
    if (counted && counted !== said.count) ears.textContent = said.count;
    counted = said.count;
    look.innerHTML = said.look;
  };

  const take = async (answer) => {
    const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    if (said.proof) {
      // A log-in gives new cookies, and the form's proof against forged forms was of the old ones.
      form.elements.csrfmiddlewaretoken.value = said.proof;
      later(wait);
      return false;
    }
    if (said.seen) form.elements.seen.value = JSON.stringify(said.seen);
    if (said.progress) document.getElementById("progress").innerHTML = said.progress;
    if (said.errors) showErrors(said.errors);
    if (said.hints) showHints(said);
    const isNews = !answer.ok || unsent || Object.keys(said.errors ?? {}).length > 0;
    tell(said.status || form.dataset.failed, isNews);
    stopped = answer.status === 409;
    unsent = !answer.ok;
    if (answer.status === 401) later(retry);
    return answer.ok;
  };

  const save = async () => {
    if (busy || stopped || typed === saved) return;
    busy = true;
    const now = typed;
    tell(form.dataset.saving);
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: sent(),
        headers: { Accept: "application/json" },
        redirect: "error",
      });
      if (await take(answer)) saved = now;
    } catch {
      unsent = true;
      tell(form.dataset.offline, true);
      later(retry);
    }
    busy = false;
    if (typed > now) later(wait);
  };

  // When the page goes away nobody waits for an answer: the browser sends this after the page has closed.
  // It does so for no more than 64 kB at a time, so that a longer text asks its writer to wait.
  const isLong = () => String(sent()).length > 60000;
  const flush = () => {
    if (stopped || leaving || typed === saved) return;
    fetch(form.action, {
      method: "POST",
      body: sent(),
      headers: { Accept: "application/json" },
      keepalive: !isLong(),
    })
      .then(take)
      .then((ok) => ok && later(wait))
      .catch(() => tell(form.dataset.offline, true));
  };

  form.addEventListener("input", (event) => {
    if (notSentByItself.includes(event.target.name)) return;
    typed += 1;
    later(wait);
  });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
  addEventListener("online", () => later(0));
  addEventListener("pageshow", () => {
    leaving = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flush();
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && typed !== saved && (stopped || unsent || !navigator.onLine || isLong())) event.preventDefault();
  });

  // What is searched for is found as one types; the button does the same.
  const search = form.elements.cpv_search;
  let asked;
  search?.addEventListener("input", () => {
    clearTimeout(asked);
    asked = setTimeout(async () => {
      const words = search.value;
      const page = await fetch(`?${new URLSearchParams({ cpv: words })}`);
      const found = new DOMParser().parseFromString(await page.text(), "text/html").getElementById("cpv-found");
      if (!found || search.value !== words) return;
      const here = document.getElementById("cpv-found");
      const chosen = [...here.querySelectorAll("input:checked")].map((box) => box.value);
      found.querySelectorAll("input").forEach((box) => box.toggleAttribute("checked", chosen.includes(box.value)));
      const kept = [...here.querySelectorAll("ds-field")].filter(
        (line) => line.querySelector("input:checked") && !found.querySelector(`[value="${line.querySelector("input").value}"]`),
      );
      found.querySelector("fieldset")?.append(...kept);
      here.replaceWith(document.importNode(found, true));
    }, 400);
  });
}
