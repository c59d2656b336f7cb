const LEAST_CHANNELS = 3;

/**
 * Finds features that are instances of one thing, such as channel1 … channel16: their names differ in a number only and
 * they have the same values. They read better as one table. Answers {tables, groups}, the groups being the rest.
 */
export function channelTables(groups) {
  const families = new Map();
  for (const group of groups) {
    const key = familyOf(group);
    families.set(key, [...(families.get(key) ?? []), group]);
  }
  const tables = [];
  const rest = [];
  for (const members of families.values()) {
    if (members.length >= LEAST_CHANNELS && /\d$/.test(members[0].feature)) {
      const rows = members.sort((a, b) => a.feature.localeCompare(b.feature, "en", { numeric: true }));
      tables.push({ title: members[0].title.replace(/\s*\d+$/, "s"), columns: rows[0].properties, rows });
    } else {
      rest.push(...members);
    }
  }
  return { tables, groups: rest };
}

function familyOf({ feature, properties }) {
  return JSON.stringify([feature.replace(/\d+$/, ""), properties.map((property) => property.name)]);
}
