package dev.weft.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaneTest {

  private static final Style STYLE = new Style(true, true, true, 11);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void aFrameTakesThePlaceOfTheOneBefore() {
    Pane pane = new Pane(out, STYLE, 24);

    pane.draw(List.of("one", "two", "three"));
    pane.draw(List.of("four"));
    pane.draw(List.of("five"));

    assertThat(said())
        .isEqualTo(
            "\r\u001b[Jone\ntwo\nthree\n"
                + "\u001b[3A\r\u001b[Jfour\n"
                + "\u001b[1A\r\u001b[Jfive\n");
  }

  @Test
  void noLineWrapsAndNoFrameIsHigherThanTheTerminal() {
    Pane pane = new Pane(out, STYLE, 3);

    pane.draw(List.of("0123456789abc", STYLE.red("0123456789abc"), "third", "fourth"));
    pane.draw(List.of("end"));

    assertThat(said())
        .isEqualTo("\r\u001b[J0123456789\n\u001b[31m0123456789\u001b[0m\n\u001b[2A\r\u001b[Jend\n");
  }

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
