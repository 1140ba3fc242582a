package dev.weft.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.chaos.history.HistoryWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();

  private int check(String... arguments) {
    return new CommandLine(new Check())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute(arguments);
  }

  private String written(HistoryBuilder history) {
    Path file = folder.resolve("history.jsonl");
    try (var writer = new HistoryWriter(file)) {
      history.operations.forEach(writer::add);
    }
    return file.toString();
  }

  @Test
  void aCleanHistoryIsExitCodeZero() {
    String file = written(new HistoryBuilder().state(1, 1).answered("a", 1).ended());
    assertThat(check(file)).isZero();
    assertThat(out.toString()).contains("No violations").contains("1 uploads acknowledged");
  }

  @Test
  void aBrokenPromiseIsExitCodeOneAndSaysWhich() throws Exception {
    HistoryBuilder history = new HistoryBuilder().state(1, 1);
    for (int i = 0; i < 30; i++) {
      history.uploaded("lost-" + i, "a", 202);
    }
    Path json = folder.resolve("verdict.json");
    assertThat(check(written(history.ended()), "--json", json.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("answered, 30 times: an acknowledged upload has an answer")
        .contains("lost-9: ")
        .doesNotContain("lost-10: ");
    JsonNode verdict = new ObjectMapper().readTree(Files.readString(json));
    assertThat(verdict.path("clean").asBoolean(true)).isFalse();
    assertThat(verdict.at("/broken/answered").asInt()).isEqualTo(30);
    assertThat(verdict.path("findings")).hasSize(30);
  }

  @Test
  void aFileThatIsNoHistoryIsExitCodeTwo() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.txt"), "hello\n");
    assertThat(check(file.toString())).isEqualTo(2);
    assertThat(out.toString()).contains("line 1");
  }

  @Test
  void everyRuleIsListedWithWhatItPromises() {
    assertThat(check("--rules")).isZero();
    assertThat(out.toString().lines()).hasSize(Guarantee.values().length);
  }
}
