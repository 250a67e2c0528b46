/** Saves a file of the server, such as an attachment; the cookie goes with the request. */
export function download(url: string, name: string) {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

/** Saves text that was made here, such as the refused rows of an import. */
export function downloadText(text: string, name: string, type = "text/csv;charset=utf-8") {
  // The mark at the start tells spreadsheet programs that the text is UTF-8.
  const url = URL.createObjectURL(new Blob(["\ufeff", text], { type }));
  download(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
