import { svg } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { shortId } from "../text/format.js";
import { thingLink } from "../page/links.js";
import { fitText, font, textWidth } from "./fit-text.js";

const FONT = font(600, 12);
const HEIGHT = 20;
const WIDEST = 96;

/**
 * The batches in the machines, each a token in its machine. A token keeps its element while its batch goes from machine
 * to machine, so that it is seen moving.
 */
export function batchTokens(machines) {
  const tokens = machines.filter(({ view }) => view.currentBatch)
    .map(({ view, x, y, height }) => ({ batch: view.currentBatch, machine: view.name, x: x + 10, y: y + height - HEIGHT - 7 }));
  const seen = new Map();
  for (const token of tokens) {
    const count = seen.get(token.batch) ?? 0;
    seen.set(token.batch, count + 1);
    token.key = `${token.batch} ${count}`;
  }
  return svg`${repeat(tokens, (token) => token.key, batchToken)}`;
}

function batchToken({ batch, machine, x, y }) {
  const text = fitText(shortId(batch), FONT, WIDEST - 16);
  const width = textWidth(text, FONT) + 16;
  return svg`
    <a class="batch" href=${thingLink(batch)} aria-label="Batch ${shortId(batch)} in ${machine}" transform="translate(${x} ${y})"
       data-batch=${batch}>
      <rect width=${width} height=${HEIGHT} rx=${HEIGHT / 2}></rect>
      <text x=${width / 2} y="14">${text}</text>
    </a>`;
}
