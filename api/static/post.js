// Sending a form without leaving the page.

const token = () => document.querySelector("[name=csrf_token]")?.value ?? "";

// Who does not answer by then has gone: that is said, not waited for.
const PATIENCE = 15000;

let sent = 0;

// How many forms are on their way: what the server counts may change the next moment.
export const onTheWay = () => sent;

// Send `body` (FormData); returns {status, answer}. Status 0: the server did not answer.
export async function post(address, body = new FormData()) {
  body.set("csrf_token", token());
  sent += 1;
  try {
    const response = await fetch(address, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      // A decision that was pressed is sent, also where the page is left at once.
      keepalive: true,
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { status: response.status, answer: await response.json() };
  } catch {
    return { status: 0, answer: {} };
  } finally {
    sent -= 1;
  }
}
