// @jmespath-community/jmespath with expressions parsed once.
import { compile, TreeInterpreter } from "@jmespath-community/jmespath";
import { byFields } from "./fields.mjs";

export const mapping = (codes) =>
  byFields(codes, (select) => {
    const parsed = compile(select);
    return (node) => TreeInterpreter.search(parsed, node);
  });
