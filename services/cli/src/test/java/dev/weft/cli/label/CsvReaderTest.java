package dev.weft.cli.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvReaderTest {

  @Test
  void quotesHoldSeparatorsLinesAndQuotes() {
    assertThat(CsvReader.rows("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\nlines\", z \n"))
        .containsExactly(
            List.of("a", "b"), List.of("x, y", "say \"hi\""), List.of("two\nlines", "z"));
  }

  @Test
  void whatSpreadsheetsWriteIsRead() {
    assertThat(CsvReader.rows("\uFEFFa;b\r\n1,5;2\r\n\r\n"))
        .containsExactly(List.of("a", "b"), List.of("1,5", "2"));
    assertThat(CsvReader.rows("a\tb\n1\t")).containsExactly(List.of("a", "b"), List.of("1", ""));
  }

  @Test
  void oddEndsLoseNothing() {
    assertThat(CsvReader.rows("")).isEmpty();
    assertThat(CsvReader.rows("a,\"b")).containsExactly(List.of("a", "b"));
    assertThat(CsvReader.rows("\"a\"b,c")).containsExactly(List.of("ab", "c"));
    assertThat(CsvReader.rows("a,b\rc,d")).containsExactly(List.of("a", "b"), List.of("c", "d"));
  }
}
