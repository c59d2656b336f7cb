import { LitElement, css, html, nothing } from "lit";
import "../alarms/ct-alarm-banner.js";
import "../alarms/ct-alarm-journal.js";
import "../alarms/ct-alarm-list.js";
import "../alarms/ct-alarm-sound.js";
import "../devices/ct-devices.js";
import "../figures/ct-figures.js";
import "../line/ct-batch-lane.js";
import "../line/ct-line.js";
import "../search/ct-search.js";
import "../thing/ct-thing.js";
import "./ct-connection.js";
import "./ct-disk.js";
import "./ct-source.js";
import "./ct-user.js";
import { stagesOf } from "../line/process-order.js";
import { devicesLink, figuresLink, placeOf } from "./links.js";
import { Plant, PlantController } from "./plant.js";
import { sharedStyles } from "./styles.js";
import { timeZone } from "../text/format.js";

/** The page: what is wrong, the line, and the thing or list that the address names. */
export class CtApp extends LitElement {
  static properties = {
    plant: { state: true },
    place: { state: true },
  };

  static styles = [sharedStyles, css`
    .bar {
      display: flex;
      align-items: center;
      gap: 8px 22px;
      flex-wrap: wrap;
      padding: 7px 16px;
      min-height: 46px;
    }
    .brand {
      font: 600 18px/1.2 var(--family);
      color: inherit;
      text-decoration: none;
      display: inline-flex;
      align-items: center;
      gap: 8px;
      margin-right: auto;
    }
    main {
      padding: 12px 16px 32px;
      display: grid;
      gap: 14px;
    }
    main > * { min-width: 0; }
    .notice {
      margin: 10px 16px 0;
      background: var(--panel);
    }
    .skip {
      position: absolute;
      left: -999px;
    }
    .skip:focus {
      left: 8px;
      top: 8px;
      background: var(--raised);
      padding: 6px 10px;
      z-index: 3;
    }
  `];

  #onHash = () => {
    this.place = placeOf(location.hash);
  };

  constructor() {
    super();
    this.plant = new Plant();
    this.place = placeOf(location.hash);
    new PlantController(this);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("hashchange", this.#onHash);
    this.plant.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#onHash);
  }

  updated() {
    const count = this.plant.alarms.length;
    document.title = count > 0 ? `(${count}) Celltwin` : "Celltwin";
    if (this.plant.connection.name === "signed-out") {
      location.assign("/sign-in.html");
    }
  }

  render() {
    const thingId = this.#thingId();
    return html`
      <a class="skip" href="#detail" @click=${this.#skip}>To the details</a>
      <header class="bar">
        <a class="brand" href="#/"><img src="/console/icon.svg" width="24" height="24" alt="">Celltwin</a>
        <a href=${figuresLink} aria-current=${this.place.name === "figures" ? "page" : nothing}>Key figures</a>
        ${this.plant.mayRegister ? html`<a href=${devicesLink} aria-current=${this.place.name === "devices" ? "page" : nothing}>Devices</a>` : nothing}
        <ct-search .plant=${this.plant}></ct-search>
        <ct-source .plant=${this.plant}></ct-source>
        <ct-disk></ct-disk>
        <span class="soft" title="The time zone of all times on this page">${timeZone()}</span>
        <ct-alarm-sound .plant=${this.plant}></ct-alarm-sound>
        <ct-connection .plant=${this.plant}></ct-connection>
        <ct-user></ct-user>
      </header>
      <ct-alarm-banner .plant=${this.plant}></ct-alarm-banner>
      ${this.#notice()}
      <main>
        <ct-line .plant=${this.plant} .selected=${thingId}></ct-line>
        <ct-batch-lane .plant=${this.plant} .selected=${thingId}></ct-batch-lane>
        <div id="detail" tabindex="-1">${this.#detail(thingId)}</div>
      </main>`;
  }

  #detail(thingId) {
    switch (this.place.name) {
      case "alarms":
        return html`<ct-alarm-list .plant=${this.plant}></ct-alarm-list><ct-alarm-journal .plant=${this.plant}></ct-alarm-journal>`;
      case "figures":
        return html`<ct-figures .plant=${this.plant}></ct-figures>`;
      case "devices":
        return html`<ct-devices .plant=${this.plant} .device=${this.place.device}></ct-devices>`;
      default:
        return thingId === undefined ? nothing : html`<ct-thing .plant=${this.plant} .thingId=${thingId}></ct-thing>`;
    }
  }

  /** The thing of the address, else the worst alarm's, else the first of the line. */
  #thingId() {
    if (this.place.name === "thing") {
      return this.place.thingId;
    }
    if (this.place.name !== "start") {
      return undefined;
    }
    // Chosen once: the details must not change under the operator's eyes with the alarms.
    this.first ??= this.plant.alarms[0]?.thingId
      ?? stagesOf(this.plant.views.filter((view) => view.kind === "machine"))[0]?.machines[0].id;
    return this.first;
  }

  #notice() {
    const { name, reason } = this.plant.connection;
    return name === "reconnecting"
      ? html`<p class="problem notice" role="alert">What you see is not live. ${reason} The page connects again by itself.</p>`
      : nothing;
  }

  #skip(event) {
    event.preventDefault();
    this.renderRoot.querySelector("#detail").focus();
  }
}

customElements.define("ct-app", CtApp);
