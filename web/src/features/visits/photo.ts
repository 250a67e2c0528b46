// A photo of the camera as it is sent: small enough for a weak network, and without the place and
// the device that a camera writes into it.
const mostPixels = 2_048;

export interface Taken {
  readonly id: string;
  readonly sha256: string;
  readonly bytes: ArrayBuffer;
  readonly url: string;
}

async function smaller(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, mostPixels / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((made, failed) => {
    canvas.toBlob(
      (blob) => (blob ? made(blob) : failed(new Error("no picture"))),
      "image/jpeg",
      0.85,
    );
  });
}

export async function hexSha256(bytes: ArrayBuffer) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function shown(id: string, sha256: string, bytes: ArrayBuffer): Taken {
  return { id, sha256, bytes, url: URL.createObjectURL(new Blob([bytes])) };
}

/** What this browser cannot draw goes as it is: the server can say more about it. */
export async function take(file: Blob): Promise<Taken> {
  const blob = await smaller(file).catch(() => file);
  const bytes = await blob.arrayBuffer();
  return shown(crypto.randomUUID(), await hexSha256(bytes), bytes);
}
