// jmespath of npm, which parses an expression whenever it is searched.
import jmespath from "jmespath";
import { byFields } from "./fields.mjs";

export const mapping = (codes) => byFields(codes, (select) => (node) => jmespath.search(node, select));
