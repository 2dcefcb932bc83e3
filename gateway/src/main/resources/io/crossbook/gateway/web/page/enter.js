// Where nothing is told without a token, it is asked for.
import { byId, text } from "./paint.js";
import { readWith } from "./ask.js";

const dialog = byId("enter");

addEventListener("token-wanted", wanted => {
  text(byId("enter-answer"), wanted.detail ? `Refused: ${wanted.detail}` : "");
  if (!document.querySelector("dialog[open]")) {
    dialog.showModal();
  }
});

byId("enter-form").addEventListener("submit", () => {
  readWith(byId("enter-token").value.trim());
  byId("enter-token").value = "";
});
