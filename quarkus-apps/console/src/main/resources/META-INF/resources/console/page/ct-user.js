import { LitElement, css, html, nothing } from "lit";
import { sharedStyles } from "./styles.js";

/** Who is signed in, and the way out. */
export class CtUser extends LitElement {
  static properties = { user: { state: true } };

  static styles = [sharedStyles, css`
    form {
      display: flex;
      align-items: center;
      gap: 10px;
      white-space: nowrap;
    }
    button {
      background: none;
      border: 1px solid var(--line-strong);
      border-radius: 3px;
      padding: 2px 9px;
      cursor: pointer;
    }
    button:hover { background: var(--raised); }
  `];

  async connectedCallback() {
    super.connectedCallback();
    const response = await fetch("/console/session", { cache: "no-store" }).catch(() => undefined);
    this.user = response?.ok ? (await response.json()).user : undefined;
  }

  render() {
    return this.user === undefined ? nothing
      : html`<form method="post" action="/sign-out"><span>${this.user}</span><button>Sign out</button></form>`;
  }
}

customElements.define("ct-user", CtUser);
