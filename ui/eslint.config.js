import js from "@eslint/js";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

const backendOnly = "Only src/backend.desktop.ts may use the Tauri API: go through the backend interface.";

export default tseslint.config(
  { ignores: ["dist"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strictTypeChecked, hooks.configs.flat.recommended, a11y.flatConfigs.strict],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "max-lines": ["error", 200],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-restricted-imports": ["error", { patterns: [{ group: ["@tauri-apps/*"], message: backendOnly }] }],
      "no-restricted-syntax": [
        "error",
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "No raw HTML." },
      ],
    },
  },
  { files: ["src/backend.desktop.ts"], rules: { "no-restricted-imports": "off" } },
  // Generated, and data: as long as they are.
  { files: ["src/engine.ts", "src/words.ts", "src/mock/*.ts", "tests/**"], rules: { "max-lines": "off" } },
);
