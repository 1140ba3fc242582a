package dev.weft.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.features.PerceptualHash;
import dev.weft.trainer.dataset.DatasetResult.Ready;
import dev.weft.trainer.dataset.DatasetResult.Refused;
import dev.weft.trainer.dataset.Excluded.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class DatasetBuilderTest {

  @Test
  void imagesKeepTheirSidesWhenTheSetGrows() {
    TrainingDataset small = ready(Labels.of("hat", 100).and("shoes", 100).build(10));
    TrainingDataset large =
        ready(Labels.of("hat", 1000).and("shoes", 1000).and("dress", 500).build(10));
    Map<String, Split> sides = sides(large);
    assertThat(small.samples()).hasSize(200);
    assertThat(small.samples()).allMatch(sample -> sides.get(sample.imageId()) == sample.side());
    assertThat(large.classes()).containsExactly("dress", "hat", "shoes");
  }

  @Test
  void sidesHaveTheirShares() {
    TrainingDataset dataset = ready(Labels.of("hat", 5000).and("shoes", 5000).build(10));
    assertThat(dataset.of(Split.TRAIN).size()).isBetween(6800, 7200);
    assertThat(dataset.of(Split.VALIDATION).size()).isBetween(1400, 1600);
    assertThat(dataset.of(Split.TEST).size()).isBetween(1400, 1600);
  }

  @Test
  void aTwinOnAnotherSideIsLeftOutWhicheverCameFirst() {
    for (Split first : Split.values()) {
      for (Split second : Split.values()) {
        Labels labels = Labels.of("hat", 100).and("shoes", 100);
        PerceptualHash look = labels.look();
        labels.add(Labels.idOn(first, "first"), "hat", look);
        labels.add(Labels.idOn(second, "second"), "hat", nearly(look));
        TrainingDataset dataset = ready(labels.build(10));
        assertThat(sides(dataset)).containsEntry(Labels.idOn(first, "first"), first);
        if (first == second) {
          assertThat(dataset.leftOut()).isEmpty();
        } else {
          assertThat(dataset.leftOut())
              .singleElement()
              .satisfies(
                  out -> assertThat(out.imageId()).isEqualTo(Labels.idOn(second, "second")),
                  out -> assertThat(out.reason()).isEqualTo(Reason.TWIN_ON_OTHER_SIDE));
        }
      }
    }
  }

  @Test
  void aTwinThatSaysOtherwiseIsLeftOutForThatReasonWhicheverSideItIsOn() {
    for (Split side : Split.values()) {
      Labels labels = Labels.of("hat", 100).and("shoes", 100);
      PerceptualHash look = labels.look();
      labels.add(Labels.idOn(Split.TRAIN, "first"), "hat", look);
      labels.add(Labels.idOn(side, "second"), "shoes", look);
      assertThat(ready(labels.build(10)).leftOut())
          .singleElement()
          .extracting(Excluded::reason)
          .isEqualTo(Reason.TWIN_OF_OTHER_CLASS);
    }
  }

  @Test
  void smallClassesAndUnreadableImagesAreLeftOutAndSaid() {
    Labels labels = Labels.of("hat", 100).and("shoes", 100).and("glove", 9).and("scarf", 10);
    TrainingDataset dataset =
        ready(labels.build(10, Map.of("scarf-3", "no image", "hat-1", "gone")));
    assertThat(dataset.classes()).containsExactly("hat", "shoes");
    assertThat(dataset.leftOut()).hasSize(9 + 10 + 1);
    assertThat(dataset.leftOut())
        .filteredOn(out -> out.reason() == Reason.UNREADABLE)
        .extracting(Excluded::detail)
        .containsExactlyInAnyOrder("no image", "gone");
    assertThat(dataset.leftOut())
        .filteredOn(out -> out.label().equals("glove"))
        .extracting(Excluded::detail)
        .containsOnly("9 usable images, but at least 10 are needed");
  }

  @Test
  void aClassThatTheParentKnowsIsKeptHoweverFewImagesItHas() {
    Labels labels = Labels.of("hat", 1).and("shoes", 100).and("glove", 9);
    TrainingDataset dataset =
        ready(labels.build(new ClassRules(10, Set.of("hat", "skirt"), Set.of())));
    assertThat(dataset.classes()).containsExactly("hat", "shoes", "skirt");
    assertThat(dataset.images(0)).isEqualTo(1);
    assertThat(dataset.images(2)).isZero();
    assertThat(dataset.leftOut()).extracting(Excluded::label).containsOnly("glove");
  }

  @Test
  void aDroppedClassIsLeftOutAndSaid() {
    Labels labels = Labels.of("hat", 100).and("shoes", 100).and("dress", 100);
    TrainingDataset dataset =
        ready(labels.build(new ClassRules(10, Set.of("hat"), Set.of("dress"))));
    assertThat(dataset.classes()).containsExactly("hat", "shoes");
    assertThat(dataset.leftOut())
        .hasSize(100)
        .allMatch(out -> out.reason() == Reason.CLASS_DROPPED && out.label().equals("dress"));
  }

  @Test
  void whatIsKeptCannotBeDropped() {
    assertThatThrownBy(() -> new ClassRules(10, Set.of("hat"), Set.of("hat")))
        .hasMessage("hat cannot be both kept and dropped");
  }

  @Test
  void anImageOrTwoAreNoDataSetWhateverTheParentKnows() {
    ClassRules rules = new ClassRules(10, Set.of("hat", "shoes"), Set.of());
    assertThat(refused(Labels.of("hat", 2).build(rules, 2000)).reason())
        .isEqualTo("only 2 labeled images are usable, but at least 10 are needed; 0 were excluded");
    assertThat(refused(new Labels().build(rules, 2000)).reason())
        .startsWith("no labeled images are usable");
    assertThat(ready(Labels.of("hat", 10).build(rules, 2000)).classes())
        .containsExactly("hat", "shoes");
  }

  @Test
  void oneClassIsRefused() {
    assertThat(refused(Labels.of("hat", 100).build(10)).reason()).contains("only [hat]");
  }

  @Test
  void twoImagesAreRefused() {
    Refused refused = refused(Labels.of("hat", 1).and("shoes", 1).build(10));
    assertThat(refused.reason()).contains("there are none").contains("2 images were excluded");
    assertThat(refused.leftOut()).hasSize(2);
  }

  @Test
  void aSideWithoutImagesIsRefused() {
    Labels labels = new Labels();
    for (String label : List.of("hat", "shoes")) {
      labels.add(Labels.idOn(Split.TRAIN, label), label, labels.look());
      labels.add(Labels.idOn(Split.VALIDATION, label), label, labels.look());
    }
    assertThat(refused(labels.build(1)).reason()).contains("none of 4 images is in the test split");
  }

  @Test
  void classesWeighTheSameInAll() {
    TrainingDataset dataset = ready(Labels.of("hat", 400).and("shoes", 100).build(10));
    int[] counts = dataset.counts(Split.TRAIN);
    float[] weights = dataset.classWeights();
    assertThat(counts[0] * weights[0]).isEqualTo(counts[1] * weights[1]);
    assertThat(counts[0] * weights[0] + counts[1] * weights[1]).isEqualTo(counts[0] + counts[1]);
  }

  private static PerceptualHash nearly(PerceptualHash look) {
    return new PerceptualHash(look.a() ^ 0xffff, look.b(), look.c(), look.d());
  }

  private static Map<String, Split> sides(TrainingDataset dataset) {
    return dataset.samples().stream()
        .collect(java.util.stream.Collectors.toMap(Sample::imageId, Sample::side));
  }

  private static TrainingDataset ready(DatasetResult result) {
    return assertThat(result)
        .asInstanceOf(InstanceOfAssertFactories.type(Ready.class))
        .actual()
        .dataset();
  }

  private static Refused refused(DatasetResult result) {
    return assertThat(result).asInstanceOf(InstanceOfAssertFactories.type(Refused.class)).actual();
  }
}
