package dev.weft.systemtests.badinput;

/**
 * One kind of bad input, a row of docs/bad-input.md.
 *
 * @param id identifies the case
 * @param what description of the input
 * @param kind kind of the response, see {@link Answer#kind}
 * @param says text that the response's message must contain; empty if no message is required
 * @param attempt sends the input and waits for the response
 */
record BadCase(String id, String what, String kind, String says, Attempt attempt) {

  /** Sends one bad input to a running system. */
  @FunctionalInterface
  interface Attempt {
    Answer on(RunningWeft weft) throws Exception;
  }

  /** Row of the table. */
  String row() {
    return "| `%s` | %s | `%s` | %s |".formatted(id, cell(what), kind, cell(says));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }

  /** Name of the parameterized test. */
  @Override
  public String toString() {
    return id;
  }
}
