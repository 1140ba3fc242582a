package dev.weft.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationFileTest {
  private static final EvaluationSet ANSWERS =
      Examples.answers(
          Examples.CLASSES,
          new EvaluationSet.Serving(3, List.of("hat", "shirt")),
          List.of(
              new EvaluatedImage(
                  "a",
                  0,
                  TopScores.of(new float[] {.91234f, .05f, .03766f}, 3),
                  TopScores.of(new float[] {.25f, .75f}, 2),
                  List.of(0)),
              Examples.image("b", 2, new float[] {0, 0, 1})));

  @TempDir Path directory;

  @Test
  void whatIsWrittenIsRead() throws Exception {
    assertThat(EvaluationFile.read(bytes(text()))).isEqualTo(ANSWERS);
  }

  @Test
  void probabilitiesAreWrittenForPeople() throws Exception {
    assertThat(text().lines().toList().get(1))
        .isEqualTo(
            "{\"id\":\"a\",\"label\":0,\"answer\":[0,0.91234,1,0.05,2,0.03766],\"serving\":[1,0.75,0,0.25],\"tags\":[0]}");
  }

  @Test
  void fieldsOfLaterReleasesAreIgnored() throws Exception {
    String later = text().replace("\"label\":0", "\"seen\":true,\"label\":0");
    assertThat(EvaluationFile.read(bytes(later))).isEqualTo(ANSWERS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format\":1 | \"format\":2 | line 1: it has format 2, but this release supports format 1",
        "\"format\":1 | \"form\":1 | line 1: it has no format",
        "\"images\":2 | \"images\":3 | line 4: it ends after 2 of 3 images",
        "\"images\":2 | \"images\":90000 | line 1: it has 90000 images, but at most 10000 are allowed",
        "\"label\":0 | \"label\":7 | line 2: 7 is not the index of a class; there are 3",
        "\"tags\":[0] | \"tags\":[-1] | line 2: -1 is not the index of a tag; there are 2",
        "[1,0.75,0,0.25] | [1,0.25,0,0.75] | line 2: the probabilities are not in descending order",
        "[1,0.75,0,0.25] | [1,1.75] | line 2: 1.75 is not a probability above 0",
        "[1,0.75,0,0.25] | [1] | line 2: a prediction is not a list of pairs",
        "[1,0.75,0,0.25] | [2,0.75] | line 2: 2 is not the index of a class; there are 2",
        "\"id\":\"b\" | \"id\":5 | line 3: an image has no id",
        "[\"camera\",null] | [null,null] | line 1: it has a tag without a key",
      })
  void whatMakesNoSenseIsSaidWithItsLine(String right, String wrong, String message)
      throws IOException {
    String text = text();
    assertThat(text).contains(right);
    assertRefused(text.replace(right, wrong), message);
  }

  @Test
  void whatIsCutOffInALineIsNoJson() throws IOException {
    assertRefused(text().substring(0, text().length() - 30), "line 3 is not JSON");
    assertRefused("", "line 1: it is empty");
    assertRefused("[1]", "line 1: it is not a JSON object");
  }

  @Test
  void aLineWithoutAnEndIsNotCollected() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] into, int from, int length) {
            java.util.Arrays.fill(into, from, from + length, (byte) 'x');
            return length;
          }
        };
    assertThatThrownBy(() -> EvaluationFile.read(endless))
        .isInstanceOf(CorruptEvaluationException.class)
        .hasMessageContaining("more than");
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> EvaluationFile.read(bytes(text)))
        .isInstanceOf(CorruptEvaluationException.class)
        .hasMessage(message);
  }

  private String text() throws IOException {
    Path file = directory.resolve(EvaluationFile.NAME);
    EvaluationFile.write(ANSWERS, file);
    return Files.readString(file);
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
