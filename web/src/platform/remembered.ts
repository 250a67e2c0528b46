/** A choice of a person on this device. One of `values`, and `otherwise` if none is kept. */
export function remembered<T extends string>(name: string, values: readonly T[], otherwise: T) {
  const key = `wanqi.${name}`;
  return {
    read(): T {
      const kept = localStorage.getItem(key);
      return values.find((value) => value === kept) ?? otherwise;
    },
    write(value: T) {
      localStorage.setItem(key, value);
    },
  };
}
