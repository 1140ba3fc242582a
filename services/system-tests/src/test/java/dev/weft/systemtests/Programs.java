package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;

/** External programs that tests need and that this project does not include. */
final class Programs {

  private Programs() {}

  /** Skips the test if a command cannot be run, unless {@code WEFT_TOOLS=required}. */
  static void assumeInstalled(String... command) throws InterruptedException {
    boolean there;
    try {
      there =
          new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException e) {
      there = false;
    }
    if ("required".equals(System.getenv("WEFT_TOOLS"))) {
      assertThat(there).as("%s runs here, as WEFT_TOOLS requires", List.of(command)).isTrue();
    }
    assumeTrue(there, () -> String.join(" ", command) + " does not run here: not tested");
  }
}
