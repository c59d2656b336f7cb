/** The latest points of a curve, times in ms and values, NaN where nothing is known from then on; the oldest give way. */
export class Ring {
  #times;
  #values;
  #start = 0;
  #length = 0;

  constructor(capacity) {
    this.#times = new Float64Array(capacity);
    this.#values = new Float64Array(capacity);
  }

  get length() {
    return this.#length;
  }

  push(time, value) {
    const capacity = this.#times.length;
    const slot = (this.#start + this.#length) % capacity;
    this.#times[slot] = time;
    this.#values[slot] = value;
    if (this.#length < capacity) {
      this.#length++;
    } else {
      this.#start = (this.#start + 1) % capacity;
    }
  }

  time(index) {
    return this.#times[(this.#start + index) % this.#times.length];
  }

  value(index) {
    return this.#values[(this.#start + index) % this.#values.length];
  }

  get lastValue() {
    return this.#length === 0 ? NaN : this.value(this.#length - 1);
  }

  get lastTime() {
    return this.#length === 0 ? -Infinity : this.time(this.#length - 1);
  }

  /** The points since a time, as [time, value] pairs. */
  since(from) {
    const points = [];
    for (let index = 0; index < this.#length; index++) {
      if (this.time(index) >= from) {
        points.push([this.time(index), this.value(index)]);
      }
    }
    return points;
  }
}
