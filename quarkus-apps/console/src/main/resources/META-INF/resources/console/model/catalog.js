/**
 * The thing models behind the twins' definitions, as the console's server digests them: titles, units, ranges and
 * meanings of every value. Each is read once; a twin whose model cannot be had is shown all the same, with bare names.
 */
export class ModelCatalog extends EventTarget {
  #models = new Map();

  /** The model of a thing, undefined while it is loading or where there is none. */
  of(thing) {
    const file = fileName(thing?.definition);
    if (!file) {
      return undefined;
    }
    if (!this.#models.has(file)) {
      this.#models.set(file, undefined);
      this.#load(file);
    }
    return this.#models.get(file);
  }

  async #load(file) {
    try {
      const response = await fetch(`/console/models/${encodeURIComponent(file)}`);
      if (response.ok) {
        this.#models.set(file, await response.json());
        this.dispatchEvent(new Event("change"));
      } else if (response.status !== 404) {
        this.#models.delete(file);
      }
    } catch {
      this.#models.delete(file);
    }
  }
}

/** The last segment of a definition link; the host in it need not be the one that this page can reach. */
function fileName(definition) {
  return typeof definition === "string" ? definition.slice(definition.lastIndexOf("/") + 1) : undefined;
}
