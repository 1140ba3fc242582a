package dev.weft.classifier.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficSplitTest {

  private static final List<String> IMAGES =
      IntStream.range(0, 500).mapToObj(i -> "image-" + i).toList();

  private static TrafficSplit split(int weight, int shadow) {
    return new TrafficSplit("rollout-1", weight, shadow);
  }

  private static double share(long images) {
    return 100.0 * images / IMAGES.size();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 50, 100})
  void theCandidateGetsItsWeightOfTheImages(int weight) {
    long images = IMAGES.stream().filter(split(weight, 0)::isCandidates).count();
    assertThat(share(images)).isCloseTo(weight, within(3.0));
  }

  @Test
  void everyReplicaDecidesTheSame() {
    assertThat(IMAGES)
        .allMatch(id -> split(50, 50).isCandidates(id) == split(50, 50).isCandidates(id))
        .allMatch(id -> split(50, 50).isShadowed(id) == split(50, 50).isShadowed(id));
    // Fixed values, so that a release cannot change the version of images in the middle of a
    // rollout.
    assertThat(IMAGES.stream().filter(split(10, 0)::isCandidates).limit(3))
        .containsExactly("image-3", "image-4", "image-7");
  }

  @Test
  void anImageOfTheCandidateStaysItsOwnWhileTheWeightGrows() {
    assertThat(IMAGES).filteredOn(split(10, 0)::isCandidates).allMatch(split(50, 0)::isCandidates);
  }

  @Test
  void anotherRolloutHasOtherImages() {
    var other = new TrafficSplit("rollout-2", 50, 0);
    long both =
        IMAGES.stream().filter(split(50, 0)::isCandidates).filter(other::isCandidates).count();
    assertThat(share(both)).isCloseTo(25, within(5.0));
  }

  @Test
  void whichImagesAreShadowedHasNothingToDoWithTheWeight() {
    var split = split(50, 50);
    long both = IMAGES.stream().filter(split::isCandidates).filter(split::isShadowed).count();
    assertThat(share(both)).isCloseTo(25, within(5.0));
    assertThat(share(IMAGES.stream().filter(split::isShadowed).count())).isCloseTo(50, within(5.0));
  }

  @Test
  void aShareIsAPercentage() {
    assertThatThrownBy(() -> split(101, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("101");
  }
}
