const LEAST_PAUSE_MS = 2_000;

/**
 * Reads something for a component whenever its key changes, and tells "loading", "there" or "failed". A key that changes
 * often is not followed more than every two seconds.
 */
export class RecordsController {
  #host;
  #read;
  #key;
  #lastRead = -Infinity;
  #again;

  /** @param read a function () => promise of what the component shows */
  constructor(host, read) {
    this.#host = host;
    this.#read = read;
    this.state = "loading";
    host.addController(this);
  }

  /** To be called with every update: `subject` names what is shown, `version` changes when it should be read again. */
  follow(subject, version) {
    if (subject !== this.subject) {
      this.subject = subject;
      this.state = "loading";
      this.value = undefined;
      this.#lastRead = -Infinity;
    }
    const key = `${subject} ${version}`;
    if (key === this.#key) {
      return;
    }
    this.#key = key;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#load(subject), Math.max(0, this.#lastRead + LEAST_PAUSE_MS - performance.now()));
  }

  hostDisconnected() {
    clearTimeout(this.#again);
    this.#key = undefined;
  }

  async #load(subject) {
    this.#lastRead = performance.now();
    try {
      const value = await this.#read(subject);
      this.#show(subject, "there", value);
    } catch (error) {
      this.#show(subject, "failed", undefined, error.message);
    }
  }

  #show(subject, state, value, problem) {
    if (subject === this.subject) {
      Object.assign(this, { state, value, problem });
      this.#host.requestUpdate();
    }
  }
}
