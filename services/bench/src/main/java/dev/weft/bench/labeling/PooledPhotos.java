package dev.weft.bench.labeling;

import dev.weft.bench.setup.BenchModel;
import dev.weft.bench.setup.LabeledPhotos;
import dev.weft.bench.setup.Narration;
import dev.weft.console.Folders;
import dev.weft.features.Augmentation;
import dev.weft.features.Bases;
import dev.weft.features.FeatureExtraction;
import dev.weft.features.FeatureSet;
import dev.weft.features.FeatureStore;
import dev.weft.features.ImagePass;
import dev.weft.features.RefusedObjects;
import dev.weft.features.StoredImages;
import dev.weft.features.Views;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReaders;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.trainer.dataset.LabeledImage;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.SafeTensors;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Photographs with their labels and their features by the ImageNet base.
 *
 * @param images sorted by name, without duplicates
 * @param set their features, without mirrored images
 * @param base the network, whose head is not used
 * @param baseId see {@link Bases#id}
 */
record PooledPhotos(List<LabeledImage> images, FeatureSet set, Weights base, String baseId) {
  private static final long MOST_BYTES = 100_000_000;
  private static final int BATCH = 4;

  PooledPhotos {
    images = List.copyOf(images);
  }

  /**
   * Returns the features of an image: {@value dev.weft.xception.network.Xception#FEATURES} values.
   */
  float[] features(String sha256) {
    float[] row = new float[Xception.FEATURES];
    set.read(sha256, Augmentation.NONE, FloatBuffer.wrap(row));
    return row;
  }

  /** Returns the images of a part whose features are available. */
  List<LabeledImage> among(LabeledPhotos part) {
    Set<String> ids = part.images().stream().map(LabeledImage::imageId).collect(Collectors.toSet());
    return images.stream().filter(image -> ids.contains(image.imageId())).toList();
  }

  /**
   * Passes all images through the starter model's base.
   *
   * @param kept folder of cached features, so that a second run computes none
   */
  static PooledPhotos of(
      List<LabeledPhotos> parts, Path kept, String engineName, Narration narration)
      throws IOException {
    Path work = Files.createTempDirectory("weft-bench");
    try {
      narration.step("importing the base");
      BenchModel model = BenchModel.starter(work).inFloat32();
      Weights weights = SafeTensors.read(model.files().weights());
      FeatureSet set =
          new FeatureStore(keptIn(kept), LabeledPhotos.BUCKET, kept)
              .open(Bases.id(weights), model.preprocessing());
      List<LabeledImage> images = new ArrayList<>();
      try (Engine engine = model.load(engineName, BATCH)) {
        for (LabeledPhotos part : parts) {
          extract(part, set, engine, model, narration);
          images.addAll(part.images());
        }
      }
      Set<String> seen = new HashSet<>();
      return new PooledPhotos(
          images.stream()
              .filter(image -> set.has(image.object().sha256(), Augmentation.NONE))
              .filter(image -> seen.add(image.object().sha256()))
              .toList(),
          set,
          weights,
          Bases.id(weights));
    } finally {
      Folders.delete(work);
    }
  }

  private static void extract(
      LabeledPhotos part, FeatureSet set, Engine engine, BenchModel model, Narration narration) {
    ImagePass pass =
        new ImagePass(
            new StoredImages(
                part.store(), new RefusedObjects(part.store(), LabeledPhotos.BUCKET), MOST_BYTES),
            ImageReaders.create(DecodeLimits.DEFAULT),
            model.preprocessing(),
            BATCH);
    List<Views> wanted =
        part.images().stream()
            .map(image -> new Views(image.imageId(), image.object(), true, false))
            .toList();
    narration.passing(
        "features of " + part.what(),
        listener -> new FeatureExtraction(pass, engine).run(wanted, set, listener));
  }

  /** Returns a store with the segments cached by earlier runs. */
  private static MemoryObjectStore keptIn(Path folder) throws IOException {
    MemoryObjectStore store = new MemoryObjectStore();
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (!file.toString().endsWith(".part")) {
          String key = folder.relativize(file).toString().replace('\\', '/');
          store.put(
              LabeledPhotos.BUCKET, key, Files.readAllBytes(file), "application/octet-stream");
        }
      }
    }
    return store;
  }
}
