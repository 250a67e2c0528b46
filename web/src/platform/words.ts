/** `../features/visits/words.zh.ts` has its words under `visits.`, the platform's under `app.`. */
export function gathered(files: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(files).map(([path, words]) => {
      const folder = path.split("/").at(-2);
      return [!folder || folder === "." || folder === "platform" ? "app" : folder, words];
    }),
  );
}
