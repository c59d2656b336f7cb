/**
 * Changes to twin JSON: RFC 7396 merge patches and Ditto paths (RFC 6901 pointers).
 *
 * Names in a twin are chosen by whoever writes to it, so none is trusted: only own properties are read, and a name that
 * would reach an object's prototype is left out.
 */

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

const isUsable = (name) => name !== "__proto__";

/** The own property of an object, undefined where there is none. */
export function own(object, name) {
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The value at a path of names, undefined where there is none. */
export function at(object, ...names) {
  return names.reduce(own, object);
}

/** The names of a pointer such as "/features/dryer": ["features", "dryer"]; the root has none. */
export function pointerNames(pointer) {
  return pointer.split("/").slice(1).filter((name) => name !== "")
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Applies a merge patch and answers the result; objects of the target are changed in place. */
export function mergePatch(target, patch) {
  if (!isObject(patch)) {
    return patch;
  }
  const merged = isObject(target) ? target : {};
  for (const [name, value] of Object.entries(patch)) {
    if (!isUsable(name)) {
      continue;
    }
    if (value === null) {
      delete merged[name];
    } else {
      merged[name] = mergePatch(own(merged, name), value);
    }
  }
  return merged;
}

/** Wraps a value so that it stands at the path: (["features","a"], 1) gives {features:{a:1}}. */
export function wrap(names, value) {
  return names.reduceRight((inner, name) => ({ [name]: inner }), value);
}

/** Replaces the value at a path, making the objects on the way; undefined removes it. */
export function replaceAt(target, names, value) {
  if (names.length === 0) {
    return value === undefined ? {} : value;
  }
  if (!names.every(isUsable)) {
    return target;
  }
  const root = isObject(target) ? target : {};
  let place = root;
  for (const name of names.slice(0, -1)) {
    if (!isObject(own(place, name))) {
      if (value === undefined) {
        return root;
      }
      place[name] = {};
    }
    place = place[name];
  }
  const last = names[names.length - 1];
  if (value === undefined) {
    delete place[last];
  } else {
    place[last] = value;
  }
  return root;
}
