package dev.weft.systemtests.badinput;

/**
 * One kind of bad input, a row of docs/bad-input.md.
 *
 * @param id names it
 * @param what is wrong, in words
 * @param kind of the answer, see {@link Answer#kind}
 * @param says a part of what the answer says for people; empty where it need say nothing
 * @param attempt sends it and waits for the answer
 */
record BadCase(String id, String what, String kind, String says, Attempt attempt) {

  /** Sends one bad input to a running system. */
  @FunctionalInterface
  interface Attempt {
    Answer on(RunningWeft weft) throws Exception;
  }

  /** As a row of its table. */
  String row() {
    return "| `%s` | %s | `%s` | %s |".formatted(id, cell(what), kind, cell(says));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }

  /** What tests are called by. */
  @Override
  public String toString() {
    return id;
  }
}
