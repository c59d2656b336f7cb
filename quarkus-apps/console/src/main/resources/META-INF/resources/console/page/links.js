/** Places in the page, kept in the address so that they can be linked, bookmarked and gone back to. */

export const alarmsLink = "#/alarms";

export const figuresLink = "#/figures";

export const thingLink = (thingId) => `#/thing/${encodeURIComponent(thingId)}`;

/** {name: "thing", thingId} | {name: "alarms"} | {name: "figures"} | {name: "start"} */
export function placeOf(hash) {
  if (hash === alarmsLink) {
    return { name: "alarms" };
  }
  if (hash === figuresLink) {
    return { name: "figures" };
  }
  const match = /^#\/thing\/(.+)$/.exec(hash);
  if (match) {
    try {
      return { name: "thing", thingId: decodeURIComponent(match[1]) };
    } catch {
      return { name: "start" };
    }
  }
  return { name: "start" };
}
