package dev.weft.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void givesNoPortTwiceInARow() {
    assertThat(IntStream.range(0, 100).map(i -> Ports.free())).doesNotHaveDuplicates();
  }

  @Test
  void givesPortsBelowThoseOfClients() {
    assertThat(Ports.free()).isBetween(20_000, 31_999);
  }

  @Test
  void reservesAPortAgainstOtherProcesses() throws Exception {
    int port = Ports.free();

    assertThat(PortLocks.reserve(port)).isFalse();
    assertThat(reservedByAnotherProcess(port)).isEqualTo("false");
    assertThat(reservedByAnotherProcess(40_000)).as("which nobody gives").isEqualTo("true");
  }

  private static String reservedByAnotherProcess(int port) throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Reserving.class.getName(),
                "" + port)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** Prints whether it could reserve the port in its argument. */
  static final class Reserving {
    private Reserving() {}

    public static void main(String[] args) {
      System.out.println(PortLocks.reserve(Integer.parseInt(args[0])));
    }
  }
}
