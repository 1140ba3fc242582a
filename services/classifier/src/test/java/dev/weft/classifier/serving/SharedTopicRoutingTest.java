package dev.weft.classifier.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.classifier.inflight.ModelRouting.Owner;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedTopicRoutingTest {

  private static ImageUploaded imageFor(String model) {
    var object = new ObjectRef("weft", "uploads/a", 1, null);
    return new ImageUploaded("a", object, null, Instant.now(), null, Map.of(), model);
  }

  private static SharedTopicRouting of(String model, boolean isDefault) {
    return new SharedTopicRouting(model, isDefault, Set.of("shoes")::contains, null);
  }

  @Test
  void imagesThatNameNoModelAreTheDefaultModels() {
    assertThat(of("clothing", true).owner(imageFor(null))).isEqualTo(Owner.THIS);
    assertThat(of("clothing", true).owner(imageFor("clothing"))).isEqualTo(Owner.THIS);
    assertThat(of("shoes", false).owner(imageFor(null))).isEqualTo(Owner.OTHER);
  }

  @Test
  void eachModelHasItsOwnImages() {
    assertThat(of("shoes", false).owner(imageFor("shoes"))).isEqualTo(Owner.THIS);
    assertThat(of("shoes", false).owner(imageFor("clothing"))).isEqualTo(Owner.OTHER);
    assertThat(of("clothing", true).owner(imageFor("shoes"))).isEqualTo(Owner.OTHER);
  }

  @Test
  void theDefaultModelsPipelineAloneAnswersForWhatNobodyServes() {
    assertThat(of("clothing", true).owner(imageFor("hats"))).isEqualTo(Owner.UNKNOWN);
    assertThat(of("shoes", false).owner(imageFor("hats"))).isEqualTo(Owner.OTHER);
    assertThat(of("clothing", true).refusesInvalid()).isTrue();
    assertThat(of("shoes", false).refusesInvalid()).isFalse();
  }
}
