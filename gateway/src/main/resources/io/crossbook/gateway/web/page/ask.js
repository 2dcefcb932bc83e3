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

/** What was typed or pasted, without what often comes with it. */
export const tokenIn = field => field.value.trim().replace(/^Bearer\s+/i, "");

/** Other characters go into no header and open no stream: browsers throw, and that must not look like a gateway that is gone. */
export const isToken = word => /^[\w-]+$/.test(word);
export const NO_TOKEN = "That is no token: one has letters, digits, - and _ only. Was something else pasted with it?";

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
  // Whose tries were too many is asked again too: the next token may be right.
  const wrong = answer.status === 401 || answer.status === 429 && token && answer.headers.has("WWW-Authenticate");
  if (wrong && method === "GET" && token === reading) {
    reading = ""; // a wrong one is not tried again and again
    entering = true;
    dispatchEvent(new CustomEvent("token-wanted", { detail: token ? body.detail : "" }));
  }
  if (!answer.ok && body.status !== "no live book") {
    throw new Refused(answer.status, body.detail ?? answer.statusText);
  }
  return body;
}

/** A question that the engine itself answers: a sign that it lives. */
export const ENGINE = { engine: true };
/** One that is answered beside it: no sign of anything but the door. */
export const BESIDE = { engine: false };

const questions = [];

/** Whoever comes back to a page that was out of sight is told the truth at once. */
export const allSooner = () => questions.forEach(each => each.sooner());

/**
 * Asks again and again, one question at a time; `sooner()` asks in a moment, once for many wishes. What is told of as it happens
 * need not be asked for as often: `seldom()` says so. Whoever trades has more to do than to answer us. Of what there is nothing to ask, `wanted` says so.
 */
export function again(path, millis, told, failed = () => {}, { engine, wanted = () => true } = ENGINE) {
  let timer = 0;
  let asking = false;
  let wished = false;
  let pause = millis;
  async function round() {
    if (!entering && wanted()) {
      asking = true;
      wished = false;
      try {
        const answer = await get(path);
        if (engine) {
          alive("answers");
        }
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
  const question = {
    sooner() {
      if (!asking && !wished) {
        next(SOON);
      }
      wished = true;
    },
    seldom: () => pause = 5 * millis,
  };
  questions.push(question);
  round();
  return question;
}
