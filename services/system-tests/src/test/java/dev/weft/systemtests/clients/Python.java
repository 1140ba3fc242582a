package dev.weft.systemtests.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/**
 * A Python with the packages that generated clients and schemathesis need: the one that {@code
 * WEFT_PYTHON} names, such as that of a virtual environment, otherwise {@code python3}.
 */
final class Python {

  static final String PROGRAM = Optional.ofNullable(System.getenv("WEFT_PYTHON")).orElse("python3");

  private Python() {}

  /** Skips the test if a package is missing. */
  static void assumeHas(String... modules) throws Exception {
    String wanted = String.join(", ", modules);
    boolean there;
    try {
      there = Command.of(PROGRAM, "-c", "import " + wanted).run().exitValue() == 0;
    } catch (java.io.IOException e) {
      there = false;
    }
    assumeTrue(
        there,
        () ->
            PROGRAM
                + " has not all of "
                + wanted
                + ": not tested; WEFT_PYTHON may name one that has");
  }
}
