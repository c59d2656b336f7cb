const FAMILY = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif";
const MOST_KEPT = 2_000;

const context = document.createElement("canvas").getContext("2d");
const kept = new Map();

/** A font as the canvas wants it, of the same family as --family in console.css. */
export const font = (weight, size) => `${weight} ${size}px ${FAMILY}`;

/** Shortens a text so that it fits into a width in px; SVG has no ellipsis of its own. */
export function fitText(text, textFont, width) {
  const key = `${textFont} ${Math.floor(width)} ${text}`;
  let fitted = kept.get(key);
  if (fitted === undefined) {
    if (kept.size >= MOST_KEPT) {
      kept.clear();
    }
    fitted = shorten(text, textFont, width);
    kept.set(key, fitted);
  }
  return fitted;
}

/** The width of a text in px. */
export function textWidth(text, textFont) {
  context.font = textFont;
  return context.measureText(text).width;
}

function shorten(text, textFont, width) {
  if (textWidth(text, textFont) <= width) {
    return text;
  }
  let length = text.length;
  while (length > 1 && textWidth(`${text.slice(0, length)}…`, textFont) > width) {
    length--;
  }
  return `${text.slice(0, length).trimEnd()}…`;
}
