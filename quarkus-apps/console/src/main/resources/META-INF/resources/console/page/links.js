/** Places in the page, kept in the address so that they can be linked, bookmarked and gone back to. */

export const alarmsLink = "#/alarms";

export const figuresLink = "#/figures";

export const devicesLink = "#/devices";

/** The registration of a device, or a new one. */
export const deviceLink = (tenant, id) => (id === undefined ? `${devicesLink}/new` : `${devicesLink}/${encodeURIComponent(tenant)}/${encodeURIComponent(id)}`);

export const thingLink = (thingId) => `#/thing/${encodeURIComponent(thingId)}`;

/** {name: "thing", thingId} | {name: "alarms"} | {name: "figures"} | {name: "devices", device: {tenant, id}} | {name: "start"} */
export function placeOf(hash) {
  if (hash === alarmsLink) {
    return { name: "alarms" };
  }
  if (hash === figuresLink) {
    return { name: "figures" };
  }
  const devices = /^#\/devices(?:\/(?:(new)|([^/]+)\/([^/]+)))?$/.exec(hash);
  if (devices) {
    const [, isNew, tenant, id] = devices;
    try {
      return { name: "devices", device: isNew ? {} : id && { tenant: decodeURIComponent(tenant), id: decodeURIComponent(id) } };
    } catch {
      return { name: "devices" };
    }
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
