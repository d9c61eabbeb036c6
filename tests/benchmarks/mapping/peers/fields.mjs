// The mapping field by field, for languages of one expression each: JMESPath, and a function for the transform.
const plain = (value) => value;

const header = (codes) => [
  ["externalOrderId", "id", plain],
  ["orderNumber", "name", plain],
  ["currency", "currency", plain],
  ["email", "customer.email", plain],
  ["firstName", "customer.first_name", plain],
  ["lastName", "customer.last_name", plain],
  ["shipTo.street", "shipping_address.address1", plain],
  ["shipTo.city", "shipping_address.city", plain],
  ["shipTo.zip", "shipping_address.zip", plain],
  ["billTo.country", "billing_address.country_code", plain],
  ["itemCount", "sum(line_items[].quantity)", plain],
  ["skus", "join(',', line_items[].sku)", plain],
  ["giftMessage", "note_attributes[?name=='gift_message'] | [0].value", plain],
  ["phone", "not_null(shipping_address.phone, customer.phone, billing_address.phone)", plain],
  ["discount", "discount_codes[0].{code: code, amount: to_number(amount), type: type}", plain],
  ["company", "shipping_address.company", (value) => value.trim().toUpperCase()],
  ["orderDate", "created_at", (value) => value.slice(0, 10)],
  ["total", "total_price", (value) => Math.round(Number(value) * 100) / 100],
  ["vatCode", "shipping_address.country_code", (value) => codes[value]],
  ["reference", "name", (value) => "WEB-" + value.replaceAll("#", "")],
];

const line = [
  ["lineId", "id", plain],
  ["sku", "sku", plain],
  ["description", "title", plain],
  ["quantity", "quantity", plain],
  ["vendor", "vendor", plain],
  ["taxRate", "tax_lines[0].rate", plain],
  ["discountTotal", "sum(discount_allocations[].to_number(amount))", plain],
  ["engraving", "properties[?name=='engraving'] | [0].value", plain],
  ["unitPrice", "price", (value) => Number(value).toFixed(2)],
  ["weightKg", "grams", kilograms],
];

function kilograms(value) {
  if (typeof value !== "number") throw new TypeError("a weight must be a number");
  return Math.round(value) / 1000;
}

// The whole mapping, given how an expression becomes a function of a record.
export function byFields(codes, searching) {
  const read = ([to, select, transform]) => [...split(to), searching(select), transform];
  const top = header(codes).map(read);
  const rows = line.map(read);
  const each = searching("line_items[]");
  return (order) => {
    const made = shaped(top, order);
    made.lines = (each(order) ?? []).map((row) => shaped(rows, row));
    return made;
  };
}

const split = (to) => (to.includes(".") ? to.split(".") : [null, to]);

function shaped(fields, node) {
  const made = {};
  for (const [group, name, search, transform] of fields) {
    try {
      let value = search(node);
      if (value !== null && value !== undefined && transform !== plain) value = transform(value);
      if (value === null || value === undefined || value === "") continue;
      if (group === null) made[name] = value;
      else (made[group] ??= {})[name] = value;
    } catch {
      // the field is left out, the others are made
    }
  }
  return made;
}
