// Maps orders by one of the peers: node peer.mjs MODULE FILE VAT_CODES
//
// Each line on standard input, {"from": byte, "to": byte, "write": path or null}, is one part of the file of
// orders, one line of JSON each. The answer is one line: CPU seconds from its bytes to the payloads' bytes.
import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [module, file, codes] = process.argv.slice(2);
const { mapping } = await import(module);
const payload = mapping(JSON.parse(codes));
const orders = openSync(file);

for await (const line of createInterface({ input: process.stdin })) {
  const { from, to, write } = JSON.parse(line);
  const bytes = Buffer.alloc(to - from);
  readSync(orders, bytes, 0, to - from, from);
  const start = process.cpuUsage();
  const made = await mapped(bytes);
  const { user, system } = process.cpuUsage(start);
  if (write) writeFileSync(write, Buffer.concat(made));
  process.stdout.write(JSON.stringify({ seconds: (user + system) / 1e6 }) + "\n");
}
closeSync(orders);

async function mapped(bytes) {
  const made = [];
  let chunk = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    const order = JSON.parse(bytes.toString("utf8", at, end));
    let shaped = payload(order);
    if (shaped instanceof Promise) shaped = await shaped;
    chunk.push(JSON.stringify(shaped) + "\n");
    if (chunk.length === 100) made.push(Buffer.from(chunk.join(""))), (chunk = []);
    at = end + 1;
  }
  made.push(Buffer.from(chunk.join("")));
  return made;
}
