// The socket of /v1/stream: opens it again when it is gone, later each time, and never believes that silence is health.
import { alive, troubled } from "./life.js";
import { readingToken } from "./ask.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;
const SILENT = 2000;
const GONE = 15_000;
/** Of these only the last values count: what lay between may have been left out. */
const STATES = new Set(["top", "health"]);

/** `topics`: what is read, and who is told of it: told(data, snapshot). Topics that this gateway does not know are left alone. */
export function read(topics) {
  let socket = null;
  let wait = FIRST_WAIT;
  let heard = 0;
  let probed = 0;
  const last = new Map();

  function open() {
    const address = new URL("/v1/stream", location.href);
    const token = readingToken();
    address.protocol = address.protocol.replace("http", "ws");
    try {
      socket = token ? new WebSocket(address, ["crossbook.v1", `crossbook.token.${token}`]) : new WebSocket(address);
    } catch (failure) { // it is tried again, with whatever token is there by then
      gone(`the stream cannot be opened: ${failure.message}`);
      return;
    }
    const mine = socket;
    heard = Date.now();
    probed = 0;
    last.clear();
    mine.onopen = () => mine.send(JSON.stringify({ subscribe: Object.keys(topics) }));
    mine.onmessage = message => mine === socket && hear(JSON.parse(message.data));
    mine.onclose = closed => mine === socket && gone(closed.reason || "the stream is gone");
  }

  function hear(message) {
    heard = Date.now();
    probed = 0;
    alive("stream");
    const { topic, seq, snapshot, data, lag } = message;
    if (lag) {
      troubled(`this page reads too slowly, and is ${lag.behindMillis} ms behind`);
    }
    if (!topic || !Array.isArray(data) || !(topic in topics)) {
      return;
    }
    if (!snapshot && last.has(topic) && (STATES.has(topic) ? seq <= last.get(topic) : seq !== last.get(topic) + 1)) {
      socket.close();
      gone(`the stream has a hole in '${topic}' after ${last.get(topic)}`);
      return;
    }
    last.set(topic, seq);
    wait = FIRST_WAIT;
    troubled("");
    topics[topic](data, snapshot);
  }

  function gone(why) {
    socket = null;
    troubled(why);
    setTimeout(open, wait * (0.75 + Math.random() / 2));
    wait = Math.min(LONGEST_WAIT, wait * 2);
  }

  // Silence may be a quiet market: whoever is there answers to a topic begun anew.
  setInterval(() => {
    const silent = Date.now() - heard;
    if (socket?.readyState === WebSocket.OPEN && silent > SILENT && !probed) {
      probed = Date.now();
      last.delete("top");
      socket.send(JSON.stringify({ unsubscribe: ["top"] }));
      socket.send(JSON.stringify({ subscribe: ["top"] }));
    } else if (socket && silent > GONE) {
      const old = socket;
      socket = null;
      old.close();
      gone("the stream is silent");
    }
  }, 500);

  open();
}
