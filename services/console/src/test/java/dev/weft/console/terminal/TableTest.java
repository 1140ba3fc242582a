package dev.weft.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.console.terminal.Table.Align;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Style PLAIN = new Style(false, false, true, 80);
  private static final Style COLOR = new Style(true, true, true, 80);

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Table table = new Table().column("file", Align.LEFT).column("ms", Align.RIGHT);
    table.row("a.jpg", "7").row("longer.jpg", "1234");

    assertThat(table.lines(PLAIN))
        .containsExactly("file          ms", "a.jpg          7", "longer.jpg  1234");
  }

  @Test
  void coloursTakeNoWidth() {
    Table table = new Table().column("x", Align.RIGHT).column("y", Align.LEFT);
    table.row(COLOR.green("1"), "a").row("22", "b");

    assertThat(table.lines(COLOR).get(1)).isEqualTo(" \u001b[32m1\u001b[0m  a");
  }

  @Test
  void aRowWithAnotherNumberOfCellsIsRefused() {
    Table table = new Table().column("x", Align.LEFT);

    assertThatThrownBy(() -> table.row("1", "2")).hasMessageContaining("1 cells");
  }

  @Test
  void whatIsTooLongLosesItsMiddle() {
    assertThat(Table.shorten("0123456789abcdefghij", 12)).isEqualTo("012...efghij").hasSize(12);
    assertThat(Table.shorten("short", 12)).isEqualTo("short");
  }
}
