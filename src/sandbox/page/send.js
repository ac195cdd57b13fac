/** POSTs to the sandbox. Throws with the sandbox's own words when it refuses. */
export async function send(path, body = {}) {
  const answer = await fetch(`/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const result = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(result.error ?? `Máy chủ trả lời ${answer.status}.`);
  return result;
}

/** GETs JSON of the sandbox. */
export async function ask(path) {
  const answer = await fetch(`/sandbox/${path}`);
  if (!answer.ok) throw new Error(`Máy chủ trả lời ${answer.status}.`);
  return answer.json();
}
