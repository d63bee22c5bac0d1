// Asks the server. The key is kept by this tab alone, until it is closed, and goes nowhere but into the header of requests to this server.

const place = 'toast.key';

export const keyShape = /^[A-Za-z0-9\-._~+/=]{16,1024}$/;

export class Unauthenticated extends Error {
  constructor(hadKey) {
    super('The server asks for an API key.');
    this.hadKey = hadKey;
  }
}

export class Refused extends Error {
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

export class Unreachable extends Error {}

export const key = {
  get: () => sessionStorage.getItem(place),
  set: value => sessionStorage.setItem(place, value),
  forget: () => sessionStorage.removeItem(place),
};

export async function getJson(path, signal) {
  return (await send(path, { signal })).json();
}

// One record with all that is known of it, from one moment: an answer of one line.
export async function getRecordLine(className, id, signal) {
  const answer = await send('validate', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: JSON.stringify({ class_name: className, id }),
    signal,
  });
  return (await answer.text()).trimEnd();
}

async function send(path, options) {
  const sent = key.get();
  const headers = new Headers(options.headers);
  if (sent) {
    headers.set('Authorization', `Bearer ${sent}`);
  }
  let answer;
  try {
    answer = await fetch(path, { ...options, headers, cache: 'no-store', credentials: 'omit', redirect: 'error' });
  } catch (failure) {
    throw failure.name === 'AbortError' ? failure : new Unreachable('The server does not answer.');
  }
  if (answer.status === 401) {
    throw new Unauthenticated(sent !== null);
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Refused(answer.status, problem.code ?? 'unknown', problem.detail ?? `The server answered ${answer.status}.`);
  }
  return answer;
}
