// The one place of colours and sizes: antd's tokens and our own CSS variables come from here.
import { type ThemeConfig, theme } from "antd";

export type Shade = "light" | "dark";

export const fonts =
  '-apple-system, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif';

const palette = {
  light: {
    bar: "#12305c",
    onBar: "#ffffff",
    ground: "#f3f5f8",
    surface: "#ffffff",
    raised: "#f7f9fc",
    chosen: "#e6eef9",
    line: "#dde3eb",
    text: "#1b2430",
    muted: "#566273",
    primary: "#1d4f91",
    link: "#1d4f91",
    good: "#1f6b3a",
    goodGround: "#e5f3ea",
    warn: "#8a4b00",
    warnGround: "#fdf0dc",
    bad: "#a8201a",
    badGround: "#fbe8e6",
    infoGround: "#e6eef9",
    plainGround: "#eceff3",
  },
  dark: {
    bar: "#0d1b31",
    onBar: "#e8eef7",
    ground: "#10161f",
    surface: "#18212d",
    raised: "#1e2936",
    chosen: "#22385a",
    line: "#2e3b4b",
    text: "#e3e9f1",
    muted: "#a3b0c0",
    primary: "#2f66b3",
    link: "#8db8f2",
    good: "#86d3a0",
    goodGround: "#173524",
    warn: "#f0bd73",
    warnGround: "#3d2c10",
    bad: "#f5a19a",
    badGround: "#43201e",
    infoGround: "#1c3355",
    plainGround: "#2a3644",
  },
} as const;

export function tokensOf(shade: Shade): ThemeConfig {
  const colours = palette[shade];
  return {
    algorithm: shade === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    // There is one antd on the page: its styles need no mark of their own in each rule.
    hashed: false,
    token: {
      colorPrimary: colours.primary,
      colorInfo: colours.primary,
      colorLink: colours.link,
      colorText: colours.text,
      colorTextDescription: colours.muted,
      colorTextPlaceholder: colours.muted,
      colorError: colours.bad,
      colorBgBase: colours.surface,
      colorBgLayout: colours.ground,
      colorBgContainer: colours.surface,
      colorBgElevated: colours.raised,
      colorBorder: colours.line,
      fontFamily: fonts,
      fontSize: 14,
      borderRadius: 6,
      controlHeight: 36,
      controlHeightLG: 44,
      // Phones of the county are not fast, and an official screen need not bounce.
      motion: false,
      wireframe: false,
    },
    components: { Button: { fontWeight: 500 } },
  };
}

/** Puts the colours on the page as `--bar`, `--ground` and so on, for theme.css. */
export function paint(shade: Shade) {
  const root = document.documentElement;
  root.dataset.theme = shade;
  root.style.colorScheme = shade;
  for (const [name, colour] of Object.entries(palette[shade])) {
    root.style.setProperty(`--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, colour);
  }
  root.style.setProperty("--fonts", fonts);
}
