package dev.weft.trainer.features;

import dev.weft.base.Sha256;
import dev.weft.features.Augmentation;
import dev.weft.features.Fakes;
import dev.weft.features.FeatureSet;
import dev.weft.features.FeatureStore;
import dev.weft.features.ImageObject;
import dev.weft.features.PerceptualHash;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.xception.network.Xception;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A data set whose features form three clusters around points that are close together. */
public final class Clusters {
  private Clusters() {}

  /**
   * A data set of three classes; of ten images, seven are for training, two for validation and one
   * for testing.
   */
  public static TrainingDataset dataset(int images) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      String id = "image-%04d".formatted(i);
      String sha256 = Sha256.hex(id);
      int turn = i / 3 % 10;
      Split side = turn < 7 ? Split.TRAIN : turn < 9 ? Split.VALIDATION : Split.TEST;
      samples.add(new Sample(id, new ImageObject("weft", id, 1, sha256), i % 3, side));
    }
    return new TrainingDataset(List.of("dress", "hat", "shoes"), samples, List.of());
  }

  /** Features of all images and of their mirror images. */
  public static FeatureSet features(TrainingDataset dataset, Path cache) {
    FeatureSet set =
        new FeatureStore(new MemoryObjectStore(), "weft", cache).open("base", Fakes.SMALL);
    Random random = new Random(5);
    for (Sample sample : dataset.samples()) {
      for (Augmentation shown : Augmentation.of(true, 0)) {
        float[] features = new float[Xception.FEATURES];
        for (int i = 0; i < features.length; i++) {
          double near = i % 3 == sample.label() && i < 300 ? 0.35 : 0;
          features[i] = (float) Math.max(0, near + 0.5 * random.nextGaussian());
        }
        var look = new PerceptualHash(random.nextLong(), 0, 0, 0);
        set.add(sample.object().sha256(), shown, look, features);
      }
    }
    set.flush();
    return set;
  }
}
