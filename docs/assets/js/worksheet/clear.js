/* The changes that empty a record; what an earlier version of the sheet asked goes as well. */
export function clearing(record) {
  return Object.entries(record.parts).flatMap(([part, { order = [], rows = {}, ...fields }]) => {
    const given = Object.entries(rows).filter(([row]) => !order.includes(row));
    return [
      ...order.map((row) => ({ part, row, gone: true })),
      ...given.flatMap(([row, set]) => Object.keys(set).map((field) => ({ part, row, field, value: empty(field) }))),
      ...Object.keys(fields).map((field) => ({ part, field, value: empty(field) })),
    ];
  });
}

const empty = (field) => (field.endsWith("@") ? [] : "");
