package dev.weft.events.model;

import static dev.weft.events.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ModelRef;
import dev.weft.events.json.EventJson;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.model.ModelMeasured.Quantiles;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelMeasuredTest {

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  @Test
  void sumsOfTwoWindowsAreThoseOfBoth() {
    Moments first = Moments.NONE.plus(0.5).plus(1);
    Moments second = Moments.NONE.plus(0.25);

    assertThat(first).isEqualTo(new Moments(2L, 1.5, 1.25));
    assertThat(first.plus(second)).isEqualTo(new Moments(3L, 1.75, 1.3125));
    assertThat(first.plus(Moments.NONE)).isEqualTo(first);
  }

  @Test
  void twoLargeHistogramsFitIntoOneEvent() {
    var quantiles = new Quantiles(1L, 1.0, 1.0, 1.0, 1.0, "x".repeat(64 * 1024));

    assertThat(EventJson.write(measured(quantiles, null, 1)))
        .hasSizeLessThan(EventCodec.MAX_VALUE_BYTES);
    assertRefused(
        () -> new Quantiles(1L, 1.0, 1.0, 1.0, 1.0, "x".repeat(64 * 1024 + 1)),
        "histogram must have 1 to 65536 characters");
  }

  @Test
  void aPartIsNoMoreThanTheWhole() {
    assertRefused(
        () -> measured(Quantiles.NONE, null, 0),
        "agreed must not be more than compared, but is 1 of 0");
  }

  @Test
  void countsAreNumbers() {
    var nothing = new HashMap<String, Long>();
    nothing.put("hat", null);

    assertRefused(
        () -> measured(Quantiles.NONE, Map.of("hat", -1L), 1),
        "images of label \"hat\" must be at least 0, but is -1");
    assertRefused(() -> measured(Quantiles.NONE, Map.of("", 1L), 1), "label must have 1 to");
    assertRefused(
        () -> measured(Quantiles.NONE, nothing, 1), "images of label \"hat\" are missing");
    assertRefused(() -> new Moments(-1L, 0.0, 0.0), "count must be at least 0, but is -1");
    assertRefused(() -> new Moments(1L, Double.NaN, 0.0), "sum and squares must be numbers");
    assertRefused(
        () -> new Quantiles(1L, Double.NaN, null, null, null, null), "p50 must be a number");
  }

  @Test
  void binsOfFeaturesAreFewAndHoldNoNegativeNumbers() {
    List<List<Long>> bins = List.of(List.of(0L, 3L), List.of(3L));
    List<Long> many = Collections.nCopies(FeatureBins.MOST + 1, 1L);

    assertThat(measured(bins).featureBins()).isEqualTo(bins);
    assertThat(measured((List<List<Long>>) null).featureBins()).isNull();
    assertRefused(
        () -> measured(List.of(List.of(-1L))), "images of a bin must be at least 0, but is -1");
    assertRefused(() -> measured(List.of()), "featureBins must have 1 to 64 entries, but has 0");
    assertRefused(
        () -> measured(List.of(many)),
        "a group of featureBins must have 1 to 64 entries, but has 65");
  }

  private static ModelMeasured measured(List<List<Long>> bins) {
    return measured(Quantiles.NONE, Map.of(), 1, bins);
  }

  private static ModelMeasured measured(
      Quantiles quantiles, Map<String, Long> labels, long compared) {
    return measured(quantiles, labels, compared, null);
  }

  private static ModelMeasured measured(
      Quantiles quantiles, Map<String, Long> labels, long compared, List<List<Long>> bins) {
    return new ModelMeasured(
        new ModelRef("clothing", 7),
        ServingRole.SHADOW,
        0,
        NOON,
        NOON.plusSeconds(60),
        1L,
        null,
        null,
        quantiles,
        quantiles,
        Moments.NONE,
        Moments.NONE,
        labels,
        compared,
        1L,
        null,
        null,
        null,
        null,
        null,
        bins,
        NOON);
  }
}
