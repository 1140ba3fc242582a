package dev.weft.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.base.Sha256;
import dev.weft.features.FeatureExtraction.Extraction;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.xception.network.Xception;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features that classifiers store, as a training sees them. */
class AnsweredSegmentsTest {
  private static final String BASE = "base";
  private static final PerceptualHash LOOK = new PerceptualHash(1, 2, 3, 4);

  @TempDir Path dir;
  private final MemoryObjectStore store = new MemoryObjectStore();

  @Test
  void whatATrainingUsesStaysWhenTheRestIsRemoved() {
    answer("used", 5);
    answer("not used", 6);
    List<Views> used = List.of(new Views("used", Fakes.object("up/used", "used"), true, false));

    FeatureSet set = open("trainer");
    set.keep(used);
    set.keep(used);
    assertThat(features("trainer").limitAnswered(0)).isEqualTo(2);

    FeatureSet later = open("later");
    assertThat(first(later, "used")).isEqualTo(5);
    assertThat(later.look(sha256("used"))).contains(LOOK);
    assertThat(later.has(sha256("not used"), Augmentation.NONE)).isFalse();
    assertThat(store.list("weft", "features/", null)).toIterable().hasSize(1);
  }

  @Test
  void onlyTheOldestAreRemovedAndOnlyThoseOfAnswers() {
    SegmentWriter stays = SegmentWriter.of(store, "weft", BASE, Fakes.SMALL, 4);
    stays.offer(sha256("labeled"), Augmentation.NONE, LOOK, row(1));
    stays.flush();
    answer("a", 2);
    answer("b", 3);
    answer("c", 4);
    long one = Segment.HEADER + Segment.RECORD;

    assertThat(features("trainer").limitAnswered(2 * one)).isEqualTo(1);
    assertThat(features("trainer").limitAnswered(2 * one)).isZero();

    FeatureSet left = open("trainer");
    assertThat(left.has(sha256("labeled"), Augmentation.NONE)).isTrue();
    assertThat(List.of("a", "b", "c"))
        .filteredOn(text -> left.has(sha256(text), Augmentation.NONE))
        .hasSize(2);
  }

  @Test
  void anErasedImageLeavesSegmentsOfAnswersWhichStaySuch() {
    SegmentWriter writer = SegmentWriter.ofAnswered(store, "weft", BASE, Fakes.SMALL, 4);
    writer.offer(sha256("erased"), Augmentation.NONE, LOOK, row(1));
    writer.offer(sha256("other"), Augmentation.NONE, LOOK, row(2));
    writer.flush();

    assertThat(features("trainer").remove(Set.of(sha256("erased")))).isEqualTo(1);

    FeatureSet left = open("reader");
    assertThat(left.has(sha256("erased"), Augmentation.NONE)).isFalse();
    assertThat(first(left, "other")).isEqualTo(2);
    assertThat(features("trainer").limitAnswered(0)).isEqualTo(1);
  }

  @Test
  void aFullSegmentTakesNothingUntilItIsWritten() {
    SegmentWriter writer = SegmentWriter.ofAnswered(store, "weft", BASE, Fakes.SMALL, 1);

    assertThat(writer.offer(sha256("a"), Augmentation.NONE, LOOK, row(1))).isTrue();
    assertThat(writer.offer(sha256("b"), Augmentation.NONE, LOOK, row(2))).isFalse();
    writer.flush();
    assertThat(writer.isEmpty()).isTrue();
    assertThat(writer.offer(sha256("b"), Augmentation.NONE, LOOK, row(2))).isTrue();
    writer.flush();
    writer.flush();

    FeatureSet set = open("reader");
    assertThat(first(set, "a")).isEqualTo(1);
    assertThat(first(set, "b")).isEqualTo(2);
  }

  @Test
  void aTrainingDoesNotComputeWhatOthersHaveStoredMeanwhile() {
    List<Views> wanted = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      String text = "image " + i;
      wanted.add(new Views("id" + i, Fakes.put(store, "up/" + i, text), true, false));
    }
    AtomicBoolean stored = new AtomicBoolean();
    var engine =
        new Fakes.CornerEngine() {
          @Override
          public float[][] features(FloatBuffer batch, int n) {
            if (stored.compareAndSet(false, true)) {
              SegmentWriter fleet = SegmentWriter.of(store, "weft", BASE, Fakes.SMALL, 500);
              for (int i = 100; i < 600; i++) {
                fleet.offer(sha256("image " + i), Augmentation.NONE, LOOK, row(i));
              }
              fleet.flush();
            }
            return super.features(batch, n);
          }
        };
    ImagePass pass =
        new ImagePass(
            new StoredImages(store, new RefusedObjects(store, "weft"), 1000),
            Fakes.READER,
            Fakes.SMALL,
            8);
    List<Integer> done = new ArrayList<>();

    Extraction extraction =
        new FeatureExtraction(pass, engine)
            .run(wanted, open("trainer"), (images, all) -> done.add(images));

    assertThat(extraction.images()).as("the first round only").isEqualTo(256);
    assertThat(engine.images).hasValue(256);
    assertThat(done).isSorted().endsWith(256);
    FeatureSet set = open("reader");
    assertThat(wanted).allMatch(v -> set.has(v.object().sha256(), Augmentation.NONE));
  }

  private void answer(String text, float value) {
    SegmentWriter writer = SegmentWriter.ofAnswered(store, "weft", BASE, Fakes.SMALL, 4);
    writer.offer(sha256(text), Augmentation.NONE, LOOK, row(value));
    writer.flush();
  }

  private FeatureStore features(String machine) {
    return new FeatureStore(store, "weft", dir.resolve(machine));
  }

  private FeatureSet open(String machine) {
    return features(machine).open(BASE, Fakes.SMALL);
  }

  private static String sha256(String text) {
    return Sha256.hex(text);
  }

  private static float[] row(float value) {
    float[] row = new float[Xception.FEATURES];
    Arrays.fill(row, value);
    return row;
  }

  private static float first(FeatureSet set, String text) {
    FloatBuffer features = FloatBuffer.allocate(Xception.FEATURES);
    set.read(sha256(text), Augmentation.NONE, features);
    return features.get(0);
  }
}
