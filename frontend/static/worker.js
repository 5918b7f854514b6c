// The worker's entry. Messages may arrive before the program has started: they wait in line.
// "/worker-glue.js" and "/worker-glue_bg.wasm" are replaced by the build with the hashed names.
const waiting = [];
let handle = (data) => waiting.push(data);
onmessage = (event) => handle(event.data);

const fail = (reason) =>
  postMessage({ id: 0, state: "panicked", answer: String(reason?.stack ?? reason) });

addEventListener("unhandledrejection", (event) => fail(event.reason));

try {
  const glue = await import("/worker-glue.js");
  await glue.default({ module_or_path: "/worker-glue_bg.wasm" });
  handle = glue.handle;
  waiting.splice(0).forEach(handle);
} catch (reason) {
  fail(reason);
}
