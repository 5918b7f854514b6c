// Starts the app. "/app.js" and "/app_bg.wasm" are replaced by the build with the hashed names.
import init from "/app.js";

init({ module_or_path: "/app_bg.wasm" }).catch((error) => {
  console.error(error);
  document.getElementById("panic")?.removeAttribute("hidden");
});
