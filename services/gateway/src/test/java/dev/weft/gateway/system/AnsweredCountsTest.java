package dev.weft.gateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.model.ServingRole;
import dev.weft.gateway.Events;
import dev.weft.gateway.system.AnsweredCounts.Rejections;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AnsweredCountsTest {
  private static final Offset<Double> EXACTLY = within(1e-9);

  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
  private final AnsweredCounts answered = new AnsweredCounts(nanos::get);

  @Test
  void answersAndRefusalsOfImagesCountAndShadowsDoNot() {
    pass(Duration.ofMinutes(10));
    answered.count(Events.classified("a", "hat", 1));
    answered.count(Events.classified("a", "hat", 1, 2, ServingRole.SHADOW));
    answered.count(Events.classified("b", "hat", 1, 2, ServingRole.CANARY));
    answered.count(Events.rejected("c", 1));
    answered.count(nameless());

    assertThat(answered.perSecond(60)).isCloseTo(3 / 60.0, EXACTLY);
    assertThat(answered.perSecond(300)).isCloseTo(3 / 300.0, EXACTLY);
    assertThat(answered.rejections())
        .containsExactly(
            new Rejections(RejectionReason.NOT_AN_IMAGE, 1, 1),
            new Rejections(RejectionReason.INVALID_EVENT, 1, 1));
  }

  @Test
  void aYoungReplicaDividesByItsAge() {
    pass(Duration.ofSeconds(4));
    answered.count(Events.classified("a", "hat", 1));
    answered.count(Events.classified("b", "hat", 1));

    assertThat(answered.perSecond(60)).isCloseTo(0.5, EXACTLY);
  }

  @Test
  void whatIsLongAgoIsForgottenButForTheSumSinceTheStart() {
    answered.count(Events.rejected("a", 1));
    pass(Duration.ofSeconds(61));
    answered.count(Events.classified("b", "hat", 1));
    assertThat(answered.perSecond(60)).isCloseTo(1 / 60.0, EXACTLY);
    assertThat(answered.perSecond(300)).isCloseTo(2 / 61.0, EXACTLY);

    pass(Duration.ofHours(2));

    assertThat(answered.perSecond(300)).isZero();
    assertThat(answered.rejections())
        .containsExactly(new Rejections(RejectionReason.NOT_AN_IMAGE, 0, 1));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static ImageRejected nameless() {
    return new ImageRejected(
        null,
        null,
        RejectionReason.INVALID_EVENT,
        "not JSON",
        new ImageRejected.Origin("t", 0, 0),
        Events.at(0));
  }
}
