// JSONata, the whole mapping as one expression that is parsed once.
import { readFileSync } from "node:fs";
import jsonata from "jsonata";
import { filled } from "./filled.mjs";

export function mapping(codes) {
  const expression = jsonata(readFileSync(new URL("order.jsonata", import.meta.url), "utf8"));
  expression.assign("codes", codes);
  return async (order) => {
    const made = filled(await expression.evaluate(order));
    if (made.shipTo) filled(made.shipTo);
    made.lines.forEach(filled);
    return made;
  };
}
