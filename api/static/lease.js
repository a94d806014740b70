// The lease on the comment that is looked at: taken when it becomes the current one, renewed
// while it is, put down when the eye goes on. Its token goes into the card's forms, so that a
// decision made too late is refused and never overwrites a colleague's.

const AT_REST = 250;
const RENEW = 15000;

const root = document.querySelector("#live");
const zero = "00000000-0000-0000-0000-000000000000";

let wanted = null;
let held = null;
let timer = 0;

const address = (id) => root.dataset.lease.replace(zero, id);
const card = (id) => document.querySelector(`[data-id="${id}"]`);

function send(method, path) {
  const token = document.querySelector("input[name=csrf_token]").value;
  // keepalive: the last word must leave the browser also when the page does.
  return fetch(path, { method, headers: { "X-CSRFToken": token }, keepalive: true });
}

// The current comment is `id`, or there is none. Who steps through a list quickly leaves no trace.
export function follow(id) {
  if (id === wanted) return;
  wanted = id;
  putDown();
  clearTimeout(timer);
  if (id) timer = setTimeout(take, AT_REST);
}

// These were decided: their leases ended with it.
export function forget(ids) {
  if (held && ids.includes(held.id)) held = null;
  if (wanted && ids.includes(wanted)) wanted = null;
}

function putDown() {
  if (!held) return;
  const { id, token } = held;
  held = null;
  write(id, "");
  release(id, token);
}

function release(id, token) {
  send("DELETE", `${address(id)}?token=${token}`).catch(() => {});
}

async function take() {
  clearTimeout(timer);
  const id = wanted;
  if (!id) return;
  try {
    await settle(id, await send("POST", address(id)));
  } catch {
    // Without an answer the lease runs on by the clock; the next renewal tells.
  }
  if (wanted === id) timer = setTimeout(renew, RENEW);
}

// A page that nobody looks at lets its lease run out.
function renew() {
  if (document.hidden) timer = setTimeout(renew, RENEW);
  else take();
}

async function settle(id, answer) {
  const told = await answer.json();
  if (answer.status === 409) return giveWay(id, told.looking);
  if (!answer.ok) return;
  if (wanted !== id) return release(id, told.token);
  held = { id, token: told.token };
  write(id, told.token);
}

// A colleague has it: that is said, and what is decided here is guarded by what was seen.
function giveWay(id, name) {
  if (held?.id === id) held = null;
  write(id, "");
  const place = card(id)?.querySelector("[data-presence]");
  if (!place || !name) return;
  place.textContent = root.dataset.looking.replace("{name}", () => name);
  place.hidden = false;
}

function write(id, token) {
  for (const field of card(id)?.querySelectorAll("input[name=lease]") ?? []) field.value = token;
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && wanted) take();
});
window.addEventListener("pagehide", putDown);
window.addEventListener("pageshow", (event) => {
  if (event.persisted) take();
});
