import { LitElement, css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import "./ct-device-form.js";
import { RecordsController } from "../lifecycle/records-controller.js";
import { PlantController } from "../page/plant.js";
import { deviceLink, devicesLink, thingLink } from "../page/links.js";
import { sharedStyles } from "../page/styles.js";
import { readDevices } from "./registry.js";

const READ_INTERVAL_MS = 60_000;

/** The devices that are registered, whether they are served and why not, and the form of one that is chosen or new. */
export class CtDevices extends LitElement {
  static properties = {
    plant: { attribute: false },
    device: { attribute: false },
    writes: { state: true },
    said: { state: true },
  };

  static styles = [sharedStyles, css`
    .head { display: flex; flex-wrap: wrap; gap: 6px 18px; align-items: baseline; justify-content: space-between; }
    ct-device-form { margin-bottom: 14px; }
    .scroll { overflow-x: auto; margin-top: 6px; }
    table { width: 100%; border-collapse: collapse; }
    th, td { text-align: left; padding: 5px 14px 5px 0; vertical-align: top; }
    thead th { font: var(--text-label); color: var(--ink-soft); border-bottom: 1px solid var(--line); }
    tbody tr + tr > * { border-top: 1px solid var(--line); }
    tbody th { font-weight: 600; min-width: 96px; overflow-wrap: anywhere; }
    tbody th .address { display: none; font: var(--text-small); color: var(--ink-soft); }
    td.state { min-width: 120px; overflow-wrap: anywhere; }
    tr.trouble td.state { border-left: 4px solid var(--alarm-warning); padding-left: 8px; }
    @media (max-width: 640px) {
      .wide { display: none; }
      tbody th .address { display: block; }
    }
  `];

  #devices = new RecordsController(this, readDevices);

  constructor() {
    super();
    this.writes = 0;
    new PlantController(this);
  }

  willUpdate(changed) {
    if (changed.has("device")) {
      this.said = changed.get("device") === undefined || this.device ? undefined : this.said;
    }
  }

  render() {
    if (this.plant?.mayRegister !== true) {
      return html`<section class="panel" aria-label="Devices"><h2>Devices</h2><p class="empty">${this.plant?.mayRegister === undefined
        ? "Reading …" : "Devices are registered by engineers: your account may not."}</p></section>`;
    }
    this.#devices.follow("devices", `${this.writes} ${Math.floor(this.plant.now() / READ_INTERVAL_MS)}`);
    const { state, value, problem } = this.#devices;
    return html`
      ${this.device && value ? html`<ct-device-form .tenants=${value.tenants} .device=${this.device} .known=${value.devices}
        @written=${this.#written}></ct-device-form>` : nothing}
      <section class="panel" aria-label="Devices">
        <div class="head"><h2>Devices</h2><a href=${deviceLink()}>Connect a machine</a></div>
        <p role="status">${this.said ?? nothing}</p>
        ${state === "failed" ? html`<p class="problem">${problem}</p>` : value === undefined ? html`<p class="empty">Reading …</p>`
          : this.#list(value)}
      </section>`;
  }

  #list({ devices, complete }) {
    return devices.length === 0 ? html`<p class="empty">No device is registered. "Connect a machine" tries one and registers it.</p>` : html`
      <div class="scroll" tabindex="0" role="group" aria-label="Registered devices"><table>
        <thead><tr><th scope="col">Device</th><th scope="col" class="wide">Model</th><th scope="col" class="wide">Address</th><th scope="col">State</th>
          <th scope="col"><span class="visually-hidden">Change</span></th></tr></thead>
        <tbody>${repeat(devices, ({ tenant, id }) => `${tenant} ${id}`, (device) => this.#row(device))}</tbody></table></div>
      ${complete ? nothing : html`<p class="problem">There are more devices than are shown here.</p>`}`;
  }

  #row({ tenant, id, enabled, celltwin }) {
    const [text, trouble] = stateOf(enabled, this.plant.view(id), this.plant.hasRead);
    const address = withoutAccount(String(celltwin.address ?? "–"));
    return html`<tr class=${trouble ? "trouble" : ""}>
      <th scope="row">${this.plant.view(id) ? html`<a href=${thingLink(id)}>${id}</a>` : id} <span class="address">${address}</span></th>
      <td class="wide">${String(celltwin.model ?? "–")}</td>
      <td class="wide">${address}</td>
      <td class="state">${text}</td>
      <td><a href=${deviceLink(tenant, id)} aria-label="Edit ${id}">Edit</a></td></tr>`;
  }

  #written(event) {
    this.said = event.detail;
    this.writes++;
    location.assign(devicesLink);
  }
}

/** What the device's twin says of its connection, and whether somebody should look at it. */
function stateOf(enabled, view, hasRead) {
  if (!enabled) {
    return ["Disabled", false];
  }
  if (view === undefined) {
    return hasRead ? ["Not served yet: it has no twin", true] : ["Reading …", false];
  }
  const { status, reason } = view.connection ?? {};
  if (status === "connected") {
    return ["Connected", false];
  }
  return status === "disconnected" ? [`Not connected${reason ? `: ${reason}` : ""}`, true]
    : ["Not served yet: its twin says nothing of its connection", true];
}

const withoutAccount = (address) => address.replace(/\/\/[^/@]*@/, "//");

customElements.define("ct-devices", CtDevices);
