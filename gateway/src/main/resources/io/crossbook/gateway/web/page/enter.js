// Where nothing is told without a token, it is asked for.
import { byId, text } from "./paint.js";
import { isToken, NO_TOKEN, readWith, tokenIn } from "./ask.js";

const dialog = byId("enter");
let given = false;

addEventListener("token-wanted", wanted => {
  given = false;
  text(byId("enter-answer"), wanted.detail ? `Refused: ${wanted.detail}` : "");
  if (!dialog.open) { // also over what else is open: nothing of that is told any more
    dialog.showModal();
  }
});

byId("enter-form").addEventListener("submit", event => {
  const token = tokenIn(byId("enter-token"));
  if (!isToken(token)) {
    event.preventDefault();
    text(byId("enter-answer"), NO_TOKEN);
    return;
  }
  given = true;
  readWith(token);
  byId("enter-token").value = "";
});

// Without one there is nothing to go back to.
dialog.addEventListener("close", () => {
  if (!given) {
    text(byId("enter-answer"), "Nothing is told without a token.");
    dialog.showModal();
  }
});
