import { LitElement, css, html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import "./ct-device-check.js";
import { devicesLink } from "../page/links.js";
import { sharedStyles } from "../page/styles.js";
import { readableName } from "../text/format.js";
import { documentOf, fieldsOf } from "./registration.js";
import { change, readDevice, readModel, readPossibilities, register, remove, tryDevice } from "./registry.js";

/** What stands behind the scheme in an address of each kind. */
const ADDRESS_HINTS = { "opc.tcp": "host:4840", "modbus+rtu": "/dev/ttyUSB0/1" };
const USUAL_HINT = "host:502/1";

/**
 * Registers a device, or changes a registration: which model, where, and whether what answers there is what the model says. Fires
 * "written" with a sentence when the registry has taken something.
 *
 * The fields are kept here and not in the inputs, so that what was tried can be told from what would be registered: a trial counts
 * for exactly the registration that was tried.
 */
export class CtDeviceForm extends LitElement {
  static properties = {
    tenants: { attribute: false },
    known: { attribute: false },
    device: { attribute: false },
    fields: { state: true },
    possibilities: { state: true },
    model: { state: true },
    outcome: { state: true },
    problem: { state: true },
    busy: { state: true },
    removing: { state: true },
  };

  static styles = [sharedStyles, css`
    .fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(240px, 100%), 1fr)); gap: 10px 14px; margin-top: 8px; }
    label { display: grid; gap: 2px; font: var(--text-small); color: var(--ink-soft); align-content: start; min-width: 0; }
    label.wide { grid-column: span 2; }
    label.flag { display: flex; gap: 8px; align-items: center; }
    input:not([type=checkbox]), select {
      font: var(--text);
      color: var(--ink);
      background: var(--raised);
      border: 1px solid var(--line-strong);
      border-radius: 3px;
      padding: 4px 7px;
      width: 100%;
      min-width: 0;
    }
    .address { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px; }
    details { margin-top: 10px; }
    summary { cursor: pointer; font: var(--text-label); color: var(--ink-soft); }
    .buttons { display: flex; flex-wrap: wrap; gap: 8px 10px; align-items: center; margin-top: 14px; }
    button { background: var(--raised); border: 1px solid var(--line-strong); border-radius: 3px; padding: 5px 12px; cursor: pointer; }
    button.main { border-color: var(--ink); font-weight: 600; }
    button:disabled { color: var(--ink-soft); cursor: default; border-color: var(--line-strong); }
    ct-device-check { margin-top: 12px; }
    @media (max-width: 560px) { label.wide { grid-column: auto; } }
  `];

  #asked;
  #before;
  #version;

  willUpdate() {
    const asked = JSON.stringify(this.device);
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#begin(asked);
    }
  }

  async #begin(asked) {
    this.fields = this.outcome = this.problem = this.model = this.removing = undefined;
    try {
      const { tenant, id } = this.device;
      const [possibilities, { document, version }] = await Promise.all([readPossibilities(),
        id === undefined ? { document: undefined } : readDevice(tenant, id)]);
      if (asked === this.#asked) {
        this.possibilities = possibilities;
        this.#before = document;
        this.#version = version;
        this.fields = document ? fieldsOf(tenant, id, document)
          : { ...fieldsOf(this.tenants[0], this.#namespace(), {}), scheme: "modbus+tcp" };
        this.#loadModel();
      }
    } catch (error) {
      if (asked === this.#asked) {
        this.problem = error.message;
      }
    }
  }

  /** A plant's things mostly share one namespace. */
  #namespace() {
    const [id] = (this.known ?? []).map((device) => device.id).filter((known) => known.includes(":"));
    return id === undefined ? "" : id.slice(0, id.indexOf(":") + 1);
  }

  async #loadModel() {
    const name = this.fields.model;
    const model = name === "" ? undefined : await readModel(name);
    if (name === this.fields?.model) {
      this.model = model;
    }
  }

  get #isNew() {
    return this.device.id === undefined;
  }

  get #rules() {
    return this.possibilities?.schemes.find(({ scheme }) => scheme === this.fields.scheme)?.settings ?? [];
  }

  /** Attributes that say what the device is; each is given once, by whoever registers it. */
  get #attributes() {
    return [{ name: "name", title: "Name", type: "string" },
      ...(this.model?.properties ?? []).filter(({ feature, name }) => feature === null && name !== "name")];
  }

  get #document() {
    return documentOf(this.fields, this.#before, this.model ? this.#attributes : [], this.#rules);
  }

  render() {
    const title = this.#isNew ? "Connect a machine" : `Registration of ${this.device.id}`;
    return html`<section class="panel" aria-label=${title}><h2>${title}</h2>
      ${this.fields === undefined ? html`<p class="empty">${this.problem ? nothing : "Reading …"}</p>` : this.#form()}
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${this.outcome ? html`<ct-device-check .outcome=${this.outcome} .model=${this.model}></ct-device-check>` : nothing}
    </section>`;
  }

  #form() {
    const { fields } = this;
    const models = this.possibilities.models;
    return html`<form @submit=${(event) => { event.preventDefault(); this.#test(); }} @input=${this.#edited}>
      <div class="fields">
        ${this.tenants.length > 1 && this.#isNew ? html`<label>Plant<select name="tenant">${this.tenants.map((tenant) =>
          html`<option value=${tenant} ?selected=${tenant === fields.tenant}>${tenant}</option>`)}</select></label>` : nothing}
        ${this.#isNew ? html`<label>Id, namespace:name<input name="id" required maxlength="256" autocomplete="off" spellcheck="false"
          .value=${live(fields.id)}></label>` : nothing}
        <label>Model<select name="model" required><option value="">Choose …</option>${
          models.some(({ name }) => name === fields.model) || fields.model === "" ? nothing : html`<option value=${fields.model} selected>${fields.model}, not known here</option>`}${
          models.map(({ name, title }) => html`<option value=${name} ?selected=${name === fields.model}>${title} (${name})</option>`)}</select></label>
        <label class="wide">Address<span class="address">
          <select name="scheme" aria-label="Protocol">${this.possibilities.schemes.some(({ scheme }) => scheme === fields.scheme) ? nothing
            : html`<option value=${fields.scheme} selected>${fields.scheme}://</option>`}${this.possibilities.schemes.map(({ scheme }) =>
            html`<option value=${scheme} ?selected=${scheme === fields.scheme}>${scheme}://</option>`)}</select>
          <input name="rest" aria-label="Address" required maxlength="500" autocomplete="off" spellcheck="false"
            placeholder=${ADDRESS_HINTS[fields.scheme] ?? USUAL_HINT} .value=${live(fields.rest)}></span></label>
        <label class="flag"><input type="checkbox" name="enabled" .checked=${live(fields.enabled)}> Served by an adapter</label>
      </div>
      <details><summary>What it is: name, serial number and the like</summary><div class="fields">${this.#attributes.map(({ name, title }) =>
        html`<label>${title}<input name="attribute ${name}" maxlength="500" autocomplete="off" .value=${live(fields.attributes[name] ?? "")}></label>`)}</div></details>
      <details><summary>Settings of the adapter for this device</summary><div class="fields">${this.#rules.map((rule) => this.#setting(rule))}</div></details>
      ${this.possibilities.canBeTried ? nothing : html`<p class="empty">Devices cannot be tried from this page, since the adapters run in other processes.
        "celltwin check" does it on a machine that reaches the device.</p>`}
      ${this.removing ? this.#confirmation() : this.#buttons()}
    </form>`;
  }

  #setting({ name, kind, least, greatest, words }) {
    const value = this.fields.settings[name] ?? "";
    const choices = kind === "FLAG" ? ["true", "false"] : words;
    return html`<label>${readableName(name).replace(/ ms$/, ", ms")}${choices.length > 0
      ? html`<select name="setting ${name}"><option value="">As usual</option>${choices.map((choice) =>
          html`<option value=${choice} ?selected=${choice === value}>${kind === "FLAG" ? { true: "yes", false: "no" }[choice] : choice}</option>`)}</select>`
      : html`<input name="setting ${name}" maxlength="100" autocomplete="off" placeholder=${kind === "WHOLE_NUMBER" ? `As usual; ${least} to ${greatest.toLocaleString("en")}` : "As usual"}
          inputmode=${kind === "WHOLE_NUMBER" ? "numeric" : "text"} .value=${live(value)}>`}</label>`;
  }

  #buttons() {
    const tried = this.outcome !== undefined;
    const action = this.#isNew ? "Register" : "Save";
    return html`<div class="buttons">
      ${this.possibilities.canBeTried ? html`<button class=${tried ? "" : "main"} ?disabled=${this.busy}>Test the connection</button>` : nothing}
      <button type="button" class=${tried ? "main" : ""} ?disabled=${this.busy || !this.#isComplete} @click=${this.#write}>${tried ? action : `${action} without a test`}</button>
      ${this.#isNew ? nothing : html`<button type="button" ?disabled=${this.busy} @click=${() => { this.removing = true; }}>Remove</button>`}
      <a href=${devicesLink}>Cancel</a>
      ${this.busy ? html`<span class="soft" role="status">${this.busy}</span>` : nothing}</div>`;
  }

  #confirmation() {
    return html`<p class="problem">Remove the registration of ${this.device.id}? It is read no longer. Its twin and all that is recorded of it stay.</p>
      <div class="buttons"><button type="button" class="main" ?disabled=${this.busy} @click=${this.#remove}>Remove it</button>
      <button type="button" @click=${() => { this.removing = false; }}>Keep it</button></div>`;
  }

  get #isComplete() {
    const { id, model, rest } = this.fields;
    return /^[^:]+:./.test(id) && model !== "" && rest.trim() !== "";
  }

  #edited(event) {
    const { name, value, type, checked } = event.target;
    const [group, member] = name.split(" ");
    const fields = { ...this.fields };
    if (member === undefined) {
      fields[name] = type === "checkbox" ? checked : value;
    } else {
      const part = group === "attribute" ? "attributes" : "settings";
      fields[part] = { ...fields[part], [member]: value };
    }
    this.fields = fields;
    this.problem = undefined;
    // What was tried is not what would be registered now, unless that is only whether it is served.
    if (name !== "enabled") {
      this.outcome = undefined;
    }
    if (name === "model") {
      this.#loadModel();
    }
  }

  #test() {
    return this.#do("Connecting to the device; that may take half a minute …", async () => {
      const { fields } = this;
      this.outcome = undefined;
      const outcome = await tryDevice(fields.id, this.#document);
      if (fields === this.fields) {
        this.outcome = outcome;
      }
    });
  }

  #write() {
    const { tenant, id, enabled } = this.fields;
    return this.#do("Writing …", async () => {
      await (this.#isNew ? register(tenant, id, this.#document) : change(tenant, id, this.#document, this.#version));
      this.#told(this.#isNew ? `Device ${id} is registered.` : enabled ? `The registration of ${id} is changed.` : `Device ${id} is disabled.`);
    });
  }

  #remove() {
    const { tenant, id } = this.device;
    return this.#do("Removing …", async () => {
      await remove(tenant, id, this.#version);
      this.#told(`Device ${id} is registered no longer. Its twin stays.`);
    });
  }

  async #do(what, work) {
    const asked = this.#asked;
    this.busy = what;
    this.problem = undefined;
    try {
      await work();
    } catch (error) {
      if (asked === this.#asked) {
        this.problem = error.message;
      }
    } finally {
      this.busy = undefined;
    }
  }

  #told(sentence) {
    this.dispatchEvent(new CustomEvent("written", { detail: sentence }));
  }
}

customElements.define("ct-device-form", CtDeviceForm);
