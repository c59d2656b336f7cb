import { TwinStore } from "../twin/store.js";
import { TwinFeed } from "../twin/feed.js";
import { ModelCatalog } from "../model/catalog.js";
import { ThingView } from "../model/thing-view.js";
import { alarmsOf, announcedOf, worstFirst } from "../alarms/alarms.js";

const AGE_INTERVAL_MS = 1_000;
const ROLES_AGAIN_MS = 5_000;

/**
 * The plant as the page knows it: twins, their models and the connection. Fires "change" when a picture is due, with
 * the ids of the changed things, or none if only time has passed.
 */
export class Plant extends EventTarget {
  #store = new TwinStore();
  #catalog = new ModelCatalog();
  #feed = new TwinFeed(this.#store);
  #seesAll;
  #user;
  #mayRegister;

  start() {
    this.#store.addEventListener("change", (event) => this.#announce(event.detail));
    this.#catalog.addEventListener("change", () => this.#announce(new Set(this.#store.things.map((t) => t.thingId))));
    this.#feed.addEventListener("state", () => this.#announce(new Set()));
    setInterval(() => this.#announce(new Set()), AGE_INTERVAL_MS);
    this.#feed.start();
    this.#readRoles();
  }

  get connection() {
    return this.#feed.state;
  }

  /** Now by the server's clock. */
  now() {
    return this.#store.now();
  }

  /** The thing read through its model, undefined if there is no such thing (for this user). */
  view(thingId) {
    const thing = this.#store.thing(thingId);
    return thing && this.#view(thing);
  }

  get views() {
    return this.#store.things.map((thing) => this.#view(thing));
  }

  /** Whether all things have been read once, so that what is not there can be told from what is not known yet. */
  get hasRead() {
    return this.#feed.hasRead;
  }

  /** Whether the user may see alarms and connections, as a partner may not; undefined until that is known. */
  get seesAll() {
    return this.#seesAll;
  }

  /** Whether the user may register devices; undefined until that is known. */
  get mayRegister() {
    return this.#mayRegister;
  }

  #view(thing) {
    return new ThingView(thing, this.#catalog.of(thing), this.#seesAll !== false);
  }

  async #readRoles() {
    const session = await fetch("/console/session", { cache: "no-store" }).then((response) => response.json()).catch(() => undefined);
    if (!Array.isArray(session?.roles)) {
      setTimeout(() => this.#readRoles(), ROLES_AGAIN_MS);
    } else {
      this.#user = session.user;
      this.#seesAll = session.roles.includes("engineer");
      this.#mayRegister = session.roles.includes("engineer") || session.roles.includes("service");
      this.#announce(new Set());
    }
  }

  /** Who is signed in, undefined until that is known. */
  get user() {
    return this.#user;
  }

  /** Every alarm that is to be announced, worst first. */
  get alarms() {
    return this.#store.things.flatMap((thing) => announcedOf(thing, this.now())).sort(worstFirst);
  }

  /** Every alarm that stands, the shelved ones too, worst first. */
  get allAlarms() {
    return this.#store.things.flatMap(alarmsOf).sort(worstFirst);
  }

  /** The curve of a value since the page was opened, see Ring; undefined while nothing was seen. */
  curve(thingId, feature, property) {
    return this.#store.trends.curve(thingId, feature, property);
  }

  #announce(changed) {
    this.dispatchEvent(new CustomEvent("change", { detail: changed }));
  }
}

/** Redraws a component when its plant changes; the component holds the plant in a property of that name. */
export class PlantController {
  #host;
  #plant;
  #redraw = () => this.#host.requestUpdate();

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate() {
    if (this.#plant !== this.#host.plant) {
      this.hostDisconnected();
      this.#plant = this.#host.plant;
      this.#plant?.addEventListener("change", this.#redraw);
    }
  }

  hostDisconnected() {
    this.#plant?.removeEventListener("change", this.#redraw);
    this.#plant = undefined;
  }

  hostConnected() {
    this.#host.requestUpdate();
  }
}
