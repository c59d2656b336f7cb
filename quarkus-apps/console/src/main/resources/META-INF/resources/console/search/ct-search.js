import { LitElement, css, html, nothing } from "lit";
import { sharedStyles } from "../page/styles.js";
import { matchesOf } from "./matches.js";

/** Finds things and alarms by what they are called. Opened by Ctrl-K or its button, used by keyboard alone. */
export class CtSearch extends LitElement {
  static properties = {
    plant: { attribute: false },
    question: { state: true },
    chosen: { state: true },
  };

  static styles = [sharedStyles, css`
    button.open {
      background: none;
      border: 1px solid var(--line-strong);
      border-radius: 3px;
      padding: 2px 9px;
      cursor: pointer;
      white-space: nowrap;
    }
    dialog {
      margin: 12vh auto auto;
      padding: 12px;
      width: min(620px, 94vw);
      max-height: 76vh;
      background: var(--raised);
      color: var(--ink);
      border: 1px solid var(--line-strong);
      border-radius: 4px;
    }
    dialog::backdrop { background: #0007; }
    input {
      width: 100%;
      font: 400 17px/1.4 var(--family);
      padding: 7px 10px;
      color: inherit;
      background: var(--panel);
      border: 1px solid var(--line-strong);
      border-radius: 3px;
    }
    ul { margin-top: 8px; }
    li {
      display: grid;
      grid-template-columns: 72px minmax(0, 1fr);
      gap: 0 10px;
      padding: 5px 8px;
      cursor: pointer;
      border-left: 3px solid transparent;
    }
    li[aria-selected="true"] { background: var(--sunken); border-left-color: var(--focus); }
    li .detail { display: block; overflow-wrap: anywhere; }
    @media (max-width: 640px) { kbd { display: none; } }
  `];

  #onKey = (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      this.#open();
    }
  };

  constructor() {
    super();
    this.question = "";
    this.chosen = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this.#onKey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#onKey);
  }

  render() {
    const matches = this.plant ? matchesOf(this.plant, this.question) : [];
    this.matches = matches;
    return html`
      <button class="open" aria-haspopup="dialog" @click=${this.#open}>Search <kbd class="soft">Ctrl K</kbd></button>
      <dialog aria-label="Search" @click=${(event) => event.target === event.currentTarget && event.currentTarget.close()}>
        <input type="text" role="combobox" aria-label="Search things and alarms" aria-expanded=${matches.length > 0 ? "true" : "false"}
          aria-controls="matches" aria-autocomplete="list" aria-activedescendant=${matches.length > 0 ? `match-${this.chosen}` : nothing}
          placeholder="Machine, pack, batch or alarm" autocomplete="off" spellcheck="false" maxlength="100"
          .value=${this.question} @input=${this.#ask} @keydown=${this.#move}>
        <ul id="matches" role="listbox" aria-label="Found">${matches.map((found, index) => html`
          <li id="match-${index}" role="option" aria-selected=${index === this.chosen ? "true" : "false"} @click=${() => this.#go(found)}>
            <span class="soft">${found.kind}</span><span>${found.name} <span class="soft detail">${found.detail}</span></span></li>`)}</ul>
        <p class="empty" role="status">${this.question.trim() !== "" && matches.length === 0
          ? "Nothing that you may see is called so." : nothing}</p>
      </dialog>`;
  }

  #open() {
    const dialog = this.renderRoot.querySelector("dialog");
    if (!dialog.open) {
      this.question = "";
      this.chosen = 0;
      dialog.showModal();
      this.renderRoot.querySelector("input").focus();
    }
  }

  #ask(event) {
    this.question = event.target.value;
    this.chosen = 0;
  }

  #move(event) {
    const count = this.matches.length;
    if (count === 0) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.chosen = (this.chosen + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#go(this.matches[this.chosen]);
    }
  }

  #go({ href }) {
    this.renderRoot.querySelector("dialog").close();
    location.assign(href);
  }
}

customElements.define("ct-search", CtSearch);
