package dev.weft.gateway.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.gateway.http.images.MediaSniffer;
import dev.weft.gateway.http.problem.ProblemException;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void timesAreWrittenInSeveralWays() {
    assertThat(Parameters.wait(null, MINUTE)).isZero();
    assertThat(Parameters.wait("10s", MINUTE)).hasSeconds(10);
    assertThat(Parameters.wait("500ms", MINUTE)).hasMillis(500);
    assertThat(Parameters.wait("1m", MINUTE)).isEqualTo(MINUTE);
    assertThat(Parameters.wait("PT10S", MINUTE)).hasSeconds(10);
    assertThat(Parameters.deadline("2026-11-24T13:00:00+01:00"))
        .isEqualTo(Instant.parse("2026-11-24T12:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "now",
        "+10000-01-01T00:00:00Z",
        "-0001-12-31T23:59:59Z",
        "9999-12-31T23:59:59-01:00",
        "0000-01-01T00:00:00+01:00"
      })
  void aDeadlineIsATimeThatEventsCanHold(String text) {
    assertThatThrownBy(() -> Parameters.deadline(text))
        .isInstanceOf(ProblemException.class)
        .hasMessage("Weft-Deadline must look like 2026-11-24T12:00:00Z, but is " + text + ".");
  }

  @Test
  void aDeadlineMayBeTheLastMomentThatEventsCanHold() {
    assertThat(Parameters.deadline("9999-12-31T23:59:59Z"))
        .isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
  }

  @Test
  void keysThatLookLikeIdsOfObjectsAreNotForClients() {
    assertThat(Parameters.idempotencyKey("s3-shirt", 128)).isEqualTo("s3-shirt");
    assertThatThrownBy(() -> Parameters.idempotencyKey("s3-" + "0".repeat(32), 128))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> Parameters.idempotencyKey("x".repeat(127), 126))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void aLabelIsAskedForAmongClassifiedImagesOnly() {
    assertThat(Parameters.filter(null, null, null)).contains(new ImageFilter.All());
    assertThat(Parameters.filter(null, "rejected", null))
        .contains(new ImageFilter.InState(ImageState.REJECTED));
    assertThat(Parameters.filter("shirt", "classified", null))
        .contains(new ImageFilter.Predicted("shirt"));
    assertThat(Parameters.filter("shirt", "uploaded", null)).isEmpty();
  }

  @Test
  void aLabelThatSomeoneGaveIsAskedForAlone() {
    assertThat(Parameters.filter(null, null, "hat")).contains(new ImageFilter.Labeled("hat"));
    assertThatThrownBy(() -> Parameters.filter("hat", null, "hat"))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> Parameters.filter(null, null, "a\nb"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("A label must not contain control characters, but is \"a\\u000ab\".");
  }

  @Test
  void theMediaTypeIsWhatTheBytesShow() {
    assertThat(sniff("\u00FF\u00D8\u00FF\u00E0")).isEqualTo("image/jpeg");
    assertThat(sniff("\u0089PNG\r\n\u001A\n")).isEqualTo("image/png");
    assertThat(sniff("GIF89a")).isEqualTo("image/gif");
    assertThat(sniff("RIFF\1\2\3\4WEBPVP8 ")).isEqualTo("image/webp");
    assertThat(sniff("BM\1\2\3\4\0\0\0\0")).isEqualTo("image/bmp");
    assertThat(sniff("II*\0")).isEqualTo("image/tiff");
    assertThat(sniff("BM is how this text starts")).isEqualTo("application/octet-stream");
    assertThat(sniff("<svg xmlns=")).isEqualTo("application/octet-stream");
    assertThat(sniff("")).isEqualTo("application/octet-stream");
  }

  private static String sniff(String bytes) {
    return MediaSniffer.sniff(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void aRevisionIsGivenAsTheEntityTagThatWasShown() {
    assertThat(Parameters.revision("\"12\"")).isEqualTo(12);
    assertThat(Parameters.revision("*")).isNull();
    assertThat(Parameters.revision(null)).isNull();
    for (String wrong : List.of("12", "W/\"12\"", "\"a\"", "\"1\", \"2\"", "")) {
      assertThatThrownBy(() -> Parameters.revision(wrong)).hasMessageContaining("If-Match");
    }
  }
}
