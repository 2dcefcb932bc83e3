// Halting and resuming: a person's word, with a reason and a token. What the gateway answers is shown as it is.
import { attribute, byId, classes, text } from "./paint.js";
import { get, isToken, NO_TOKEN, post, readingToken, tokenIn } from "./ask.js";
import { halted, trades } from "./watch.js";

const dialog = byId("control");
let resuming = false;
let seeing = null;

/** Asks what it needs; does nothing yet. */
export function ask() {
  if (!trades() || document.querySelector("dialog[open]")) {
    return;
  }
  resuming = Boolean(halted());
  text(byId("control-title"), resuming ? "Resume trading" : "Halt");
  text(byId("control-what"), resuming ? `It was halted: ${halted()}. New attempts begin again.`
    : "Nothing new is begun from this moment on. What is open is brought to its end. It stays halted over restarts, until somebody resumes it.");
  text(byId("control-do"), resuming ? "Resume now" : "Halt now");
  classes(byId("control-do"), resuming ? "halt resume" : "halt");
  byId("control-why").value = "";
  byId("control-token").value ||= readingToken(); // who has signed in may be who may halt
  answer("", false);
  dialog.showModal();
  byId("control-why").focus();
  seeing = resuming ? get("/v1/halts").catch(refused => refused) : null; // what is seen now is what is resumed, and no more
}

function answer(words, done) {
  text(byId("control-answer"), words);
  classes(byId("control-answer"), done ? "answer done" : "answer");
}

async function act(event) {
  event.preventDefault();
  const why = byId("control-why").value.trim();
  attribute(byId("control-why"), "aria-invalid", String(why === ""));
  if (why === "") {
    answer("A reason is wanted.", false);
    byId("control-why").focus();
    return;
  }
  const token = tokenIn(byId("control-token"));
  if (token && !isToken(token)) {
    answer(NO_TOKEN, false);
    byId("control-token").focus();
    return;
  }
  const words = new URLSearchParams({ why });
  if (resuming) {
    const seen = await seeing;
    if (seen instanceof Error) {
      answer(`What halted it could not be read, so it is not resumed from here: ${seen.message}. Close this and try again.`, false);
      return;
    }
    words.set("pull", seen.pull);
    words.set("pause", seen.pause);
  }
  byId("control-do").disabled = true;
  answer("Asking …", true);
  try {
    const said = await post(`/v1/${resuming ? "resume" : "halt"}?${words}`, token);
    answer(resuming ? "Resumed: new attempts may begin." : `Halted${said.unnoted ? `, but a restart would not find it: ${said.unnoted}` : "."}`, !said.unnoted);
  } catch (refused) {
    const elsewhere = resuming && refused.status === 404 ? ". On its machine: ops/crossbook resume REASON" : "";
    answer(`Refused${refused.status ? ` (${refused.status})` : ""}: ${refused.message}${elsewhere}`, false);
  }
  byId("control-do").disabled = false;
}

byId("control-form").addEventListener("submit", act);
byId("halt").addEventListener("click", ask);
