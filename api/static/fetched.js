// Reading another page of this service, to take parts of it. Nothing in it can run.

// The page at `address` as a document; null where it does not answer, or with a page that lacks
// `part`: whose session has ended is led to the login page.
export async function fetched(address, part) {
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector(part) ? page : null;
  } catch {
    return null;
  }
}
