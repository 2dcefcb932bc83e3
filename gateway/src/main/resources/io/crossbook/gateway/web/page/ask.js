// Questions over HTTP, each with an end: what does not answer in time has not answered.
import { alive } from "./life.js";

const PATIENCE = 4000;
let reading = "";

/** What the gateway says when it refuses; status 0: it does not answer. */
export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** The token for reading, where this gateway wants one. */
export function readWith(token) {
  reading = token;
}

export const readingToken = () => reading;

export const get = path => ask(path, "GET", reading, PATIENCE);

/** A person's word; it may take the engine a while. */
export const post = (path, token) => ask(path, "POST", token, 15_000);

async function ask(path, method, token, patience) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  let answer;
  try {
    answer = await fetch(path, { method, headers, cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(patience) });
  } catch (failure) {
    throw new Refused(0, failure.name === "TimeoutError" ? `no answer within ${patience / 1000} s` : "the gateway cannot be reached");
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok && body.status !== "no live book") {
    throw new Refused(answer.status, body.detail ?? answer.statusText);
  }
  return body;
}

/** Asks again and again, one question at a time; `sooner()` asks at once. Stops where there is no such thing. */
export function again(path, millis, told, failed = () => {}) {
  let timer = 0;
  let asking = false;
  let once = false;
  async function round() {
    clearTimeout(timer);
    if (asking) {
      once = true;
      return;
    }
    asking = true;
    once = false;
    try {
      const answer = await get(path);
      alive("answers"); // the engine itself was asked
      told(answer);
    } catch (refused) {
      failed(refused);
    }
    asking = false;
    timer = setTimeout(round, once ? 100 : document.hidden ? 4 * millis : millis);
  }
  round();
  return { sooner: round };
}
