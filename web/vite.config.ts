import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

const server = process.env.WANQI_SERVER ?? "http://127.0.0.1:8080";

// What the server answers itself: the service worker never answers for it.
const ofTheServer = /^\/(graphql|graphiql|attachments|calendar|health|metrics|oauth)(\/|$|\?)/;

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      strategies: "generateSW",
      registerType: "prompt",
      injectRegister: null,
      workbox: {
        globPatterns: ["**/*.{js,css,html,svg,png}"],
        navigateFallback: "/index.html",
        navigateFallbackDenylist: [ofTheServer],
        // The first visit already works offline, not only after a restart.
        clientsClaim: true,
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
      manifest: {
        name: "万企 · 企业联络",
        short_name: "万企",
        description: "千警联万企：走访、诉求、联络",
        lang: "zh-CN",
        start_url: "/",
        display: "standalone",
        background_color: "#12305c",
        theme_color: "#12305c",
        icons: [
          { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any maskable" },
        ],
      },
    }),
  ],
  build: { target: "es2022", modulePreload: { polyfill: false }, manifest: "build.json" },
  server: {
    proxy: {
      "/graphql/ws": { target: server, ws: true },
      "/graphql": server,
      "/attachments": server,
    },
  },
});
