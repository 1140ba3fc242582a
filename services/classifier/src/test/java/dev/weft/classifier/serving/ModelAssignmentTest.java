package dev.weft.classifier.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.classifier.pipeline.Assignment.Whose;
import dev.weft.events.ImageUploaded;
import dev.weft.events.ObjectRef;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelAssignmentTest {

  private static ImageUploaded imageFor(String model) {
    var object = new ObjectRef("weft", "uploads/a", 1, null);
    return new ImageUploaded("a", object, null, Instant.now(), null, Map.of(), model);
  }

  private static ModelAssignment of(String model, boolean isDefault) {
    return new ModelAssignment(model, isDefault, Set.of("shoes")::contains, null);
  }

  @Test
  void imagesThatNameNoModelAreTheDefaultModels() {
    assertThat(of("clothing", true).whose(imageFor(null))).isEqualTo(Whose.MINE);
    assertThat(of("clothing", true).whose(imageFor("clothing"))).isEqualTo(Whose.MINE);
    assertThat(of("shoes", false).whose(imageFor(null))).isEqualTo(Whose.ANOTHERS);
  }

  @Test
  void eachModelHasItsOwnImages() {
    assertThat(of("shoes", false).whose(imageFor("shoes"))).isEqualTo(Whose.MINE);
    assertThat(of("shoes", false).whose(imageFor("clothing"))).isEqualTo(Whose.ANOTHERS);
    assertThat(of("clothing", true).whose(imageFor("shoes"))).isEqualTo(Whose.ANOTHERS);
  }

  @Test
  void theDefaultModelsPipelineAloneAnswersForWhatNobodyServes() {
    assertThat(of("clothing", true).whose(imageFor("hats"))).isEqualTo(Whose.TO_BE_ASKED);
    assertThat(of("shoes", false).whose(imageFor("hats"))).isEqualTo(Whose.ANOTHERS);
    assertThat(of("clothing", true).refusesInvalid()).isTrue();
    assertThat(of("shoes", false).refusesInvalid()).isFalse();
  }
}
