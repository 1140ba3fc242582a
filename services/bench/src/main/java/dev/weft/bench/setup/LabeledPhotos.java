package dev.weft.bench.setup;

import dev.weft.base.Sha256;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.photo.Photo;
import dev.weft.console.photo.Photos;
import dev.weft.features.Batch;
import dev.weft.features.ImageObject;
import dev.weft.features.ImagePass;
import dev.weft.features.PassListener;
import dev.weft.features.PerceptualHash;
import dev.weft.features.Views;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.testsupport.garments.Garment;
import dev.weft.testsupport.garments.Garments;
import dev.weft.trainer.dataset.Candidates;
import dev.weft.trainer.dataset.DatasetBuilder;
import dev.weft.trainer.dataset.DatasetResult;
import dev.weft.trainer.dataset.LabeledImage;
import dev.weft.trainer.dataset.SplitRatios;
import dev.weft.trainer.dataset.TrainingDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The labeled images of a training benchmark, in memory.
 *
 * @param what description for people
 * @param images each with its label
 * @param store the store of their bytes
 */
public record LabeledPhotos(String what, List<LabeledImage> images, ObjectStore store) {
  public static final String BUCKET = "bench";

  private static final long SEED = 1;

  /** Fewer than a training requires, since a class has few of a small number of images. */
  private static final int LEAST_IN_CLASS = 2;

  public LabeledPhotos {
    images = List.copyOf(images);
  }

  /** Generates drawings, for machines without photographs. */
  public static LabeledPhotos drawn(int count) {
    ObjectStore store = new MemoryObjectStore();
    List<LabeledImage> images = new ArrayList<>();
    Garments garments = Garments.seeded(SEED);
    for (int i = 0; i < count; i++) {
      Garment garment = garments.draw(i);
      images.add(put(store, garment.name(), garment.label(), garment.jpeg()));
    }
    return new LabeledPhotos(count + " drawings", images, store);
  }

  /**
   * Reads photographs in subfolders, whose names are the labels: at most {@code count}, drawn at
   * random with a fixed seed.
   *
   * @throws CliException if there are no such subfolders
   */
  public static LabeledPhotos of(Path folder, int count) {
    List<Photo> photos =
        new ArrayList<>(
            Photos.find(List.of(folder)).stream()
                .filter(photo -> Path.of(photo.name()).getNameCount() > 1)
                .toList());
    if (photos.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          "there are no folders with photographs in " + folder,
          "specify a folder of folders whose names are the labels, such as shirt/1.jpg");
    }
    Collections.shuffle(photos, new Random(SEED));
    ObjectStore store = new MemoryObjectStore();
    List<LabeledImage> images = new ArrayList<>();
    try {
      for (Photo photo : photos.subList(0, Math.min(count, photos.size()))) {
        images.add(put(store, photo.name(), photo.folder(), Files.readAllBytes(photo.file())));
      }
    } catch (IOException e) {
      throw new CliException(ExitCode.FAILED, "cannot read a photograph: " + e, "", e);
    }
    return new LabeledPhotos(images.size() + " photographs of " + folder, images, store);
  }

  private static LabeledImage put(ObjectStore store, String name, String label, byte[] bytes) {
    store.put(BUCKET, name, bytes, "application/octet-stream");
    String sha256 = Sha256.hex(bytes);
    ImageObject object = new ImageObject(BUCKET, name, bytes.length, sha256);
    return new LabeledImage(name, object, label, Instant.EPOCH);
  }

  /**
   * Builds a data set with the splits of a training, without near-duplicates and unreadable files.
   * Decodes each image once.
   *
   * @throws CliException if there are too few images
   */
  public TrainingDataset dataset(ImagePass pass, PassListener listener) {
    Candidates candidates = Candidates.of(images, LEAST_IN_CLASS);
    Map<String, PerceptualHash> looks = new ConcurrentHashMap<>();
    List<Views> views =
        candidates.images().stream()
            .map(image -> new Views(image.imageId(), image.object(), true, false))
            .toList();
    int calls = Runtime.getRuntime().availableProcessors();
    Map<String, String> unreadable =
        pass.run(views, calls, batch -> addHashes(pass, batch, looks), listener);
    DatasetResult result =
        new DatasetBuilder(SplitRatios.DEFAULT, LEAST_IN_CLASS)
            .build(candidates, looks, unreadable);
    if (result instanceof DatasetResult.Refused refused) {
      throw new CliException(ExitCode.USAGE, refused.reason(), "use more images: --images N");
    }
    return ((DatasetResult.Ready) result).dataset();
  }

  private static void addHashes(ImagePass pass, Batch batch, Map<String, PerceptualHash> looks) {
    int height = pass.preprocessing().height();
    int width = pass.preprocessing().width();
    for (int i = 0; i < batch.n(); i++) {
      looks.put(
          batch.views().get(i).image().object().sha256(),
          PerceptualHash.of(
              batch.images(), i * pass.preprocessing().tensorLength(), height, width));
    }
  }
}
