import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { App } from "./app";
import { startLanguage } from "./platform/language";
import { startShade } from "./platform/shade";
import "./platform/theme.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
startShade();
await startLanguage();
createRoot(root).render(
  <BrowserRouter>
    <App />
  </BrowserRouter>,
);
