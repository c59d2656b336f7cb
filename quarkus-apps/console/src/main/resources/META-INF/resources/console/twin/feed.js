import { TwinStore } from "./store.js";

const READ_FIELDS = "thingId,policyId,definition,attributes,features,_revision,_modified";
const PAGE_SIZE = 100;
const MOST_BUFFERED = 20_000;
const SILENCE_BEFORE_PROBE_MS = 10_000;
const SILENCE_BEFORE_RECONNECT_MS = 20_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

/**
 * Keeps a store like the server: subscribes to twin events by WebSocket, then reads everything once. Events that come
 * while it reads are kept and applied afterwards, so none is missed. After a lost connection it does both again.
 *
 * Fires "state" with {name: "connecting" | "live" | "reconnecting" | "signed-out", reason, retryAt}.
 */
export class TwinFeed extends EventTarget {
  #store;
  #socket;
  #attempt = 0;
  #hasRead = false;
  #lastHeard = 0;
  #watch;
  #retry;
  #state = { name: "connecting" };

  constructor(store = new TwinStore()) {
    super();
    this.#store = store;
  }

  /** Whether all things have been read once. */
  get hasRead() {
    return this.#hasRead;
  }

  get state() {
    return this.#state;
  }

  start() {
    addEventListener("online", () => this.#hurry());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#hurry());
    this.#connect();
  }

  #hurry() {
    if (this.#state.name === "reconnecting") {
      clearTimeout(this.#retry);
      this.#connect();
    }
  }

  #connect() {
    const socket = new WebSocket(new URL("/ws/2", location.href.replace(/^http/, "ws")));
    this.#socket = socket;
    const buffered = [];
    let reading = true;
    const current = () => this.#socket === socket;

    socket.onopen = () => socket.send("START-SEND-EVENTS");
    socket.onmessage = (message) => {
      this.#lastHeard = performance.now();
      if (message.data === "START-SEND-EVENTS:ACK") {
        readAllThings().then(({ things, serverTime }) => {
          if (!current()) {
            return;
          }
          this.#store.setServerTime(serverTime);
          this.#store.replaceAll(things);
          this.#hasRead = true;
          reading = false;
          buffered.splice(0).forEach((event) => this.#store.applyEvent(event));
          this.#attempt = 0;
          this.#setState({ name: "live" });
        }).catch((error) => this.#lost(socket, error));
        return;
      }
      const event = parse(message.data);
      if (!event) {
        return;
      }
      if (!reading) {
        this.#store.applyEvent(event);
      } else if (buffered.length < MOST_BUFFERED) {
        buffered.push(event);
      } else {
        this.#lost(socket, new Error("More changes arrive than can be taken while the plant is read."));
      }
    };
    socket.onclose = (close) => this.#lost(socket, new Error(close.reason || "The connection to the twins was closed."));
    this.#lastHeard = performance.now();
    clearInterval(this.#watch);
    this.#watch = setInterval(() => this.#watchSilence(socket), 2_000);
  }

  /** A dead network path closes no socket, so silence is probed with a small read. */
  #watchSilence(socket) {
    const silence = performance.now() - this.#lastHeard;
    if (silence > SILENCE_BEFORE_RECONNECT_MS) {
      this.#lost(socket, new Error("The server has not answered for 20 seconds."));
    } else if (silence > SILENCE_BEFORE_PROBE_MS && socket.readyState === WebSocket.OPEN) {
      const thingId = this.#store.things[0]?.thingId ?? "celltwin:none";
      socket.send(JSON.stringify({
        topic: `${thingId.replace(":", "/")}/things/twin/commands/retrieve`,
        headers: { "correlation-id": crypto.randomUUID?.() ?? String(Date.now()), "response-required": true },
        path: "/policyId",
      }));
    }
  }

  async #lost(socket, error) {
    if (this.#socket !== socket) {
      return;
    }
    this.#socket = undefined;
    this.#store.interrupt();
    clearInterval(this.#watch);
    socket.onclose = null;
    socket.onmessage = null;
    socket.close();
    // A browser does not say why a handshake failed; a read does.
    if (error instanceof SignedOut || await isSignedOut()) {
      this.#setState({ name: "signed-out" });
      return;
    }
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#attempt++);
    const wait = longest / 2 + Math.random() * longest / 2;
    this.#setState({ name: "reconnecting", reason: error.message, retryAt: Date.now() + wait });
    this.#retry = setTimeout(() => this.#connect(), wait);
  }

  #setState(state) {
    this.#state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }
}

/** The server asks who we are. */
class SignedOut extends Error {
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function isSignedOut() {
  try {
    return (await fetch("/console/session", { redirect: "manual", cache: "no-store" })).status === 401;
  } catch {
    return false;
  }
}

async function readAllThings() {
  const things = [];
  let cursor;
  let serverTime = Date.now();
  do {
    const option = `size(${PAGE_SIZE})${cursor ? `,cursor(${cursor})` : ""}`;
    const query = new URLSearchParams({ fields: READ_FIELDS, option });
    const response = await fetch(`/api/2/search/things?${query}`, { headers: { Accept: "application/json" } });
    if (response.status === 401) {
      throw new SignedOut("Signed out.");
    }
    if (!response.ok) {
      throw new Error(`The twins could not be read: ${await reasonOf(response)}`);
    }
    serverTime = Date.parse(response.headers.get("Date")) || serverTime;
    const page = await response.json();
    things.push(...page.items);
    cursor = page.cursor;
  } while (cursor);
  return { things, serverTime };
}

async function reasonOf(response) {
  const body = await response.json().catch(() => undefined);
  return body?.message ?? `${response.status} ${response.statusText}`;
}
