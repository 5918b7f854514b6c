// Answers requests with the wasm module named by the first argument, and says how much processor time they took.
// The lines are those of the native program.
const { readFileSync } = require('node:fs');
const { createInterface } = require('node:readline');

const { memory, room, respond, response } = new WebAssembly.Instance(
  new WebAssembly.Module(readFileSync(process.argv[2])),
  {},
).exports;

function ask(request) {
  const text = Buffer.from(JSON.stringify(request));
  const start = room(text.length);
  new Uint8Array(memory.buffer).set(text, start);
  const length = respond();
  return Buffer.from(memory.buffer, response(), length).toString();
}

function processorMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const { request, at_least_ms: atLeastMs = 0 } = JSON.parse(line);
  const start = processorMs();
  let runs = 0;
  let answer;
  let spent;
  do {
    answer = JSON.parse(ask(request));
    runs += 1;
    spent = processorMs() - start;
  } while (spent < atLeastMs && !answer.failure);
  console.log(JSON.stringify({ ms: spent / runs, peak_mb: memory.buffer.byteLength / 1e6, answer }));
});
