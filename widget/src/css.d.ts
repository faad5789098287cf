/** A style sheet is imported as its text; `build.mjs` makes it small. */
declare module '*.css' {
  const text: string;
  export default text;
}
