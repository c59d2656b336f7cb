/** The device registry as the page uses it, and the trial of a device. Every function throws an Error whose message a user can use. */

const PAGE = 200;
const MOST_PAGES = 25;

/** What can be registered: {canBeTried, schemes: [{scheme, settings: [{name, kind, least, greatest, words}]}], models: [{name, title}]}. */
export async function readPossibilities() {
  const [possibilities, models] = await Promise.all([send("GET", "/console/devices"), send("GET", "/models/")]);
  return { ...await possibilities.json(), models: await models.json() };
}

/** A thing model as the page's server digests it, undefined if it cannot be had. */
export async function readModel(name) {
  const response = await fetch(`/console/models/${encodeURIComponent(name)}.tm.jsonld`).catch(() => undefined);
  return response?.ok ? response.json() : undefined;
}

/** All devices of all plants: {tenants, devices: [{tenant, id, enabled, celltwin}], complete}; those that no adapter of ours serves are left out. */
export async function readDevices() {
  const tenants = (await listed("/v1/tenants")).result.map((tenant) => tenant.id);
  const lists = await Promise.all(tenants.map((tenant) => listed(`/v1/devices/${encodeURIComponent(tenant)}`)
    .then((list) => ({ ...list, tenant }))));
  const devices = lists.flatMap(({ tenant, result }) => result.filter((device) => isObject(device.ext?.celltwin)).map((device) =>
    ({ tenant, id: device.id, enabled: device.enabled !== false, celltwin: device.ext.celltwin })));
  return { tenants, devices: devices.sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true })),
    complete: lists.every((list) => list.complete) };
}

/** One registration, {document, version}; the version is that of the registry, so that two people do not write over each other. */
export async function readDevice(tenant, id) {
  const response = await send("GET", address(tenant, id));
  const { status, ...document } = await response.json();
  return { document, version: response.headers.get("ETag") };
}

export const register = (tenant, id, document) => send("POST", address(tenant, id), { body: document });

export const change = (tenant, id, document, version) => send("PUT", address(tenant, id), { body: document, version });

export const remove = (tenant, id, version) => send("DELETE", address(tenant, id), { version });

/** Tries a device that need not be registered: {tookMs, values: [{feature, name, title, value, unit, problem}]}. */
export async function tryDevice(id, document) {
  const response = await send("POST", `/console/devices/check?${new URLSearchParams({ id })}`, { body: document });
  return response.json();
}

async function listed(path) {
  const result = [];
  for (let page = 0; page < MOST_PAGES; page++) {
    const response = await send("GET", `${path}?${new URLSearchParams({ pageSize: PAGE, pageOffset: page })}`, { none: 404 });
    const found = response.status === 404 ? { result: [], total: result.length } : await response.json();
    result.push(...found.result);
    if (found.result.length === 0 || result.length >= found.total) {
      return { result, complete: true };
    }
  }
  return { result, complete: false };
}

async function send(method, path, { body, version, none } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  if (version) {
    headers["If-Match"] = version;
  }
  const response = await fetch(path, { method, headers, cache: "no-store", body: body === undefined ? undefined : JSON.stringify(body) })
    .catch(() => { throw new Error("The server cannot be reached."); });
  const isJson = response.headers.get("Content-Type")?.includes("json");
  if (response.ok || (response.status === none && isJson)) {
    return response;
  }
  const answer = isJson ? await response.json().catch(() => undefined) : undefined;
  throw new Error(reason(response, answer));
}

function reason(response, answer) {
  switch (response.status) {
    case 401:
      return "You are signed out.";
    case 403:
      return "Your account may not do that: it takes the role engineer.";
    case 404:
      return answer === undefined ? "There is no device registry at the address of this page: register devices where the registry is."
        : "There is no such device any more.";
    case 409:
      return "A device of that id is registered already: choose another id, or edit that one.";
    case 412:
      return "Somebody else has changed this registration meanwhile: look at it again.";
    case 429:
      return `${answer?.message ?? "Too many requests."} ${answer?.description ?? ""}`;
    default: {
      // Ditto and the page's own server say what is wrong and what to do; Hono's registry says it all in one member.
      const said = [answer?.message, answer?.description].filter((part) => part).join(" ") || answer?.error;
      return said ? String(said) : `The server answers ${response.status} ${response.statusText}.`;
    }
  }
}

const address = (tenant, id) => `/v1/devices/${encodeURIComponent(tenant)}/${encodeURIComponent(id)}`;

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
