// Reading another page of this service, to take parts of it. Nothing in it can run.

// The page at `address` as a document; null where it does not answer.
export async function fetched(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}
