package dev.weft.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.console.Json;
import dev.weft.console.terminal.Style;
import org.junit.jupiter.api.Test;

class PhasesTest {
  private static final Style PLAIN = new Style(false, false, false, 100);

  private final Phases phases = new Phases();

  @Test
  void phasesKeepTheirOrderAndTheSameOneAddsUp() {
    phases.add("start", 1.5);
    phases.add("labels", 2);
    phases.add("start", 1);

    assertThat(Json.line(phases.toJson())).isEqualTo("{\"start\":2.5,\"labels\":2.0}");
  }

  @Test
  void aBarComparesThemWithTheLongest() {
    phases.add("a", 30);
    phases.add("b", 15);
    phases.add("c", 0);

    assertThat(phases.lines(PLAIN))
        .containsExactly(
            "phase    time",
            "a      30.0 s  " + "#".repeat(30),
            "b      15.0 s  " + "#".repeat(15),
            "c       0.0 s");
  }

  @Test
  void workThatFailsHasTakenItsTimeToo() {
    assertThat(phases.time("good", () -> 7)).isEqualTo(7);
    assertThatThrownBy(
            () ->
                phases.time(
                    "bad",
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(phases.seconds()).containsOnlyKeys("good", "bad");
  }
}
