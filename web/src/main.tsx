import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { App } from "./app";
import { places } from "./places";
import { isPhone } from "./platform/device";
import { startLanguage } from "./platform/language";
import { loadScreen, placesFor } from "./platform/place";
import { sessionNow } from "./platform/session";
import { startShade } from "./platform/shade";
import "./platform/theme.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
startShade();
const session = sessionNow();
await Promise.all([
  startLanguage(),
  session.state === "in" &&
    loadScreen(placesFor(places, session.person, isPhone()), location.pathname),
]);
createRoot(root).render(
  <BrowserRouter>
    <App />
  </BrowserRouter>,
);
