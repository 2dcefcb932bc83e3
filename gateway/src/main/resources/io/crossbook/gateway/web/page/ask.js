// Questions over HTTP, each with an end: what does not answer in time has not answered.
import { alive } from "./life.js";

const PATIENCE = 4000;
const SOON = 300;
let reading = "";
let entering = false;

/** What the gateway says when it refuses; status 0: it does not answer. */
export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** The token for reading, where this gateway wants one; kept in this page until it is closed, and nowhere else. */
export function readWith(token) {
  reading = token;
  entering = false;
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
  const body = await answer.json().catch(() => {
    if (answer.ok) {
      throw new Refused(0, "the answer broke off");
    }
    return {};
  });
  if (answer.status === 401 && method === "GET" && token === reading) {
    reading = ""; // a wrong one is not tried again and again
    entering = true;
    dispatchEvent(new CustomEvent("token-wanted", { detail: token ? body.detail : "" }));
  }
  if (!answer.ok && body.status !== "no live book") {
    throw new Refused(answer.status, body.detail ?? answer.statusText);
  }
  return body;
}

/**
 * Asks again and again, one question at a time; `sooner()` asks in a moment, once for many wishes. What is told of as it happens
 * need not be asked for as often: `seldom()` says so. Whoever trades has more to do than to answer us.
 */
export function again(path, millis, told, failed = () => {}) {
  let timer = 0;
  let asking = false;
  let wished = false;
  let pause = millis;
  async function round() {
    if (!entering) {
      asking = true;
      wished = false;
      try {
        const answer = await get(path);
        alive("answers"); // the engine itself was asked
        told(answer);
      } catch (refused) {
        failed(refused);
      }
      asking = false;
    }
    next(wished ? SOON : document.hidden ? 4 * pause : pause);
  }
  function next(wait) {
    clearTimeout(timer);
    timer = setTimeout(round, wait);
  }
  round();
  return {
    sooner() {
      if (!asking && !wished) {
        next(SOON);
      }
      wished = true;
    },
    seldom: () => pause = 5 * millis,
  };
}
