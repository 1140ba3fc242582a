package dev.weft.events.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrainingBaseTest {

  @Test
  void isAModelOrOneOfItsVersions() {
    assertThat(TrainingBase.parse("clothing")).isEqualTo(new TrainingBase("clothing", null));
    assertThat(TrainingBase.parse("clothing:3")).isEqualTo(new TrainingBase("clothing", 3));
    assertThat(TrainingBase.parse("auto")).isEqualTo(TrainingBase.AUTO);
    assertThat(TrainingBase.parse("imagenet")).isEqualTo(TrainingBase.IMAGENET);
    assertThat(new TrainingBase("clothing", 3)).hasToString("clothing:3");
    assertThat(TrainingBase.IMAGENET).hasToString("imagenet");
  }

  @Test
  void whatNamesNothingIsRefusedWithWhatMayBeSaid() {
    for (String wrong :
        new String[] {"", "clothing:0", "clothing:", ":3", "Clothing", "a:b", "a/b"}) {
      assertThatThrownBy(() -> TrainingBase.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "a base must be imagenet, auto, the name of a model, or NAME:VERSION");
    }
    assertThatThrownBy(
            () ->
                new TrainingRequested(
                    "t", "tops", TrainingTrigger.PERSON, null, "no base", null, Instant.now()))
        .hasMessageContaining("no base");
  }

  @Test
  void anotherBaseIsAnotherTraining() {
    TrainingRequested imagenet = request("imagenet");
    assertThat(imagenet.asksTheSameAs(request("imagenet"))).isTrue();
    assertThat(imagenet.asksTheSameAs(request("clothing"))).isFalse();
    assertThat(imagenet.asksTheSameAs(request(null))).isFalse();
  }

  private static TrainingRequested request(String base) {
    return new TrainingRequested(
        "t", "tops", TrainingTrigger.PERSON, null, base, null, Instant.now());
  }
}
