package dev.weft.chaos.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.chaos.history.Operation;
import dev.weft.chaos.upgrade.PhaseReport.Row;
import dev.weft.events.catalog.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each operation takes place a second after the one before. */
class PhaseReportTest {
  private static final String SHA256 = "0".repeat(64);

  private final PhaseReport report = new PhaseReport();
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private long offset;

  private Instant next() {
    now = now.plusSeconds(1);
    return now;
  }

  private void phase(String name) {
    report.add(new Operation.Phase(name, next()));
  }

  private void uploaded(String id, int status) {
    report.add(new Operation.UploadTried(id, SHA256, "clothing", true, status, now, next()));
  }

  private Operation.RecordRead record(String topic, String id, String role) {
    ObjectNode event = new ObjectMapper().createObjectNode().put("imageId", id).put("role", role);
    Instant at = next();
    return new Operation.RecordRead(topic, 0, offset++, id, at, event, at);
  }

  private void announced(String id) {
    report.add(record(Topics.IMAGES_UPLOADED, id, null));
  }

  private void answered(String id) {
    report.add(record(Topics.IMAGES_CLASSIFIED, id, "primary"));
  }

  @Test
  void anImageBelongsToThePhaseInWhichItWasAcknowledged() {
    phase("one");
    uploaded("a", 503);
    phase("two");
    uploaded("a", 202);
    answered("a");
    assertThat(report.rows())
        .containsExactly(
            new Row("one", Duration.ofSeconds(2), 0, 0, 0, 0, Duration.ZERO, Map.of(503, 1L)),
            new Row("two", Duration.ofSeconds(2), 1, 1, 0, 0, Duration.ofSeconds(1), Map.of()));
  }

  @Test
  void anImageWithoutAnAnswerIsLost() {
    phase("one");
    uploaded("a", 202);
    announced("a");
    report.add(record(Topics.IMAGES_CLASSIFIED, "a", "shadow"));
    Row row = report.rows().get(0);
    assertThat(row.accepted()).isEqualTo(1);
    assertThat(row.lost()).isEqualTo(1);
    assertThat(row.answeredOnce()).isZero();
  }

  @Test
  void anImageThatIsAnsweredInALaterPhaseIsNotLost() {
    phase("one");
    uploaded("a", 202);
    phase("two");
    report.add(record(Topics.IMAGES_REJECTED, "a", null));
    assertThat(report.rows().get(0).answeredOnce()).isEqualTo(1);
    assertThat(report.rows().get(0).slowest()).isEqualTo(Duration.ofSeconds(2));
    assertThat(report.rows().get(1).accepted()).isZero();
  }

  @Test
  void anImageWithTwoAnswersIsDoubled() {
    phase("one");
    uploaded("a", 202);
    answered("a");
    phase("two");
    answered("a");
    assertThat(report.rows().get(0).doubled()).isEqualTo(1);
    assertThat(report.rows().get(0).answeredOnce()).isZero();
  }

  @Test
  void anImageThatTheSystemPublishesUnderAnIdOfItsOwnIsDoubled() {
    phase("one");
    uploaded("a", 202);
    answered("a");
    phase("two");
    announced("derived-from-the-key");
    answered("derived-from-the-key");
    assertThat(report.rows().get(0).doubled()).isZero();
    assertThat(report.rows().get(1).doubled()).isEqualTo(1);
    assertThat(report.rows().get(1).accepted()).isZero();
  }

  @Test
  void anUploadWithoutAResponseMayBeAnsweredOnce() {
    phase("one");
    uploaded("a", Operation.NO_ANSWER);
    announced("a");
    answered("a");
    Row row = report.rows().get(0);
    assertThat(row.accepted()).isZero();
    assertThat(row.doubled()).isZero();
    assertThat(row.refused()).isEqualTo(Map.of(Operation.NO_ANSWER, 1L));
  }

  @Test
  void aRecordThatTwoHistoriesContainCountsOnce() {
    phase("one");
    uploaded("a", 202);
    Operation.RecordRead answer = record(Topics.IMAGES_CLASSIFIED, "a", "primary");
    report.add(answer);
    phase("two");
    report.add(answer);
    assertThat(report.rows().get(0).answeredOnce()).isEqualTo(1);
    assertThat(report.rows().get(0).doubled()).isZero();
  }

  @Test
  void theTableHasARowForEachPhaseAndTheirSum() {
    phase("before");
    uploaded("a", 202);
    answered("a");
    phase("upgrade: gateway-1");
    uploaded("b", Operation.NO_ANSWER);
    uploaded("b", 503);
    uploaded("b", 202);
    assertThat(PhaseTable.of(report.rows()))
        .isEqualToNormalizingNewlines(
            """
            phase               seconds  accepted  answered once  lost  doubled  slowest (s)  attempts not accepted
            before                  3.0         1              1     0        0          1.0  none
            upgrade: gateway-1      3.0         1              0     1        0          0.0  no response 1, HTTP 503 1
            total                   6.0         2              1     1        0          1.0  no response 1, HTTP 503 1
            """);
  }
}
