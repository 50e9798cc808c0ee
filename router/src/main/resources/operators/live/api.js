// Asks the admin port. The token is kept for this tab only, and goes nowhere but into a header.

const KEY = 'usher.token';
const DEADLINE_MS = 10_000;

export const token = {
  get: () => sessionStorage.getItem(KEY) ?? '',
  set: (value) => sessionStorage.setItem(KEY, value),
  drop: () => sessionStorage.removeItem(KEY),
};

/** The headers of every request for data. */
export const headers = () => (token.get() ? { Authorization: `Bearer ${token.get()}` } : {});

/** What the router says is wrong, in its own words. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(method, path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: { ...headers(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
  } catch (error) {
    throw new Refused(0, error.name === 'TimeoutError'
      ? `The router did not answer within ${DEADLINE_MS / 1000} s; it may have done it all the same.`
      : 'The router cannot be reached. Is it running, and is this page still from where it runs?');
  }
  if (answer.status === 401) {
    const had = token.get() !== '';
    token.drop();
    await api.locked(had);
    return ask(method, path, body);
  }
  const said = await answer.json().catch(() => null);
  if (!answer.ok) {
    throw new Refused(answer.status, said?.message ?? `The router answered ${answer.status} and said no more.`);
  }
  return said;
}

export const api = {
  /** Called when a token is needed; it settles once there is one. */
  locked: () => Promise.reject(new Refused(401, 'A token is needed.')),
  get: (path) => ask('GET', path),
  post: (path, body) => ask('POST', path, body),
};
