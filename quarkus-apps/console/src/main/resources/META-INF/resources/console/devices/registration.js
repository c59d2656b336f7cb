/** A registration as a form has it, and as the registry takes it. */

/** The form's fields of a registration: {id, tenant, model, scheme, rest, attributes, settings, enabled}, all but the last as text. */
export function fieldsOf(tenant, id, document) {
  const celltwin = document.ext?.celltwin ?? {};
  const [, scheme = "", rest = ""] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(String(celltwin.address ?? "")) ?? [];
  return { tenant, id, enabled: document.enabled !== false, model: String(celltwin.model ?? ""), scheme: scheme.toLowerCase(), rest,
    attributes: texts(celltwin.attributes), settings: texts(celltwin.settings) };
}

/**
 * The registration that the fields come to. What the form has no field for stays as it was in the document before.
 *
 * @param fields as {@link fieldsOf}
 * @param before the registration so far, undefined for a new one
 * @param attributeTypes the JSON type of each attribute that the form has
 * @param rules the rules of the settings that the form has
 */
export function documentOf(fields, before, attributeTypes, rules) {
  const known = before?.ext?.celltwin ?? {};
  const celltwin = { ...known, model: fields.model, address: `${fields.scheme}://${fields.rest.trim()}` };
  put(celltwin, "attributes", known.attributes, fields.attributes, new Map(attributeTypes.map(({ name, type }) => [name, type])));
  put(celltwin, "settings", known.settings, fields.settings, new Map(rules.map(({ name, kind }) => [name, TYPES[kind]])));
  return { ...before, enabled: fields.enabled, ext: { ...before?.ext, celltwin } };
}

const TYPES = { WHOLE_NUMBER: "number", FLAG: "boolean", TEXT: "string" };

function put(celltwin, member, before, fields, types) {
  const values = { ...before };
  for (const [name, type] of types) {
    const text = (fields[name] ?? "").trim();
    if (text === "") {
      delete values[name];
    } else {
      values[name] = valueOf(text, type);
    }
  }
  if (Object.keys(values).length > 0) {
    celltwin[member] = values;
  } else {
    delete celltwin[member];
  }
}

/** What a text means where a number or truth value is wanted; what is neither is left for the registry to refuse by name. */
function valueOf(text, type) {
  if ((type === "number" || type === "integer") && Number.isFinite(Number(text))) {
    return Number(text);
  }
  return type === "boolean" && (text === "true" || text === "false") ? text === "true" : text;
}

const texts = (values) => Object.fromEntries(Object.entries(values ?? {})
  .map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]));
