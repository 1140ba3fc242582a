package dev.weft.gateway.explain;

import dev.weft.events.ModelRef;
import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.pictures.ImageBytes;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.PictureReader;
import dev.weft.imaging.PictureReading;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.BundleCorruptException;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.xception.engine.EngineException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Processes requests one at a time; a few may wait, and further ones are rejected as {@link
 * ExplanationResult.Busy}. Memory is therefore bounded by one image and one picture, in addition to
 * the loaded versions. Thread-safe.
 */
public final class Explanations implements AutoCloseable {
  private final ObjectStore store;
  private final ImageObjects places;
  private final ExplanationSettings settings;
  private final ImageReader images;
  private final PictureReader pictures;
  private final LoadedVersions versions;
  private final WorkQueue turns;

  Explanations(
      ObjectStore store,
      ImageObjects places,
      ExplanationSettings settings,
      Function<ModelRef, Optional<ExplainedVersion>> loader) {
    DecodeLimits limits = new DecodeLimits(settings.maxBytes(), settings.maxPixels());
    this.store = store;
    this.places = places;
    this.settings = settings;
    this.images = ImageReaders.create(limits);
    this.pictures = ImageReaders.pictures(limits);
    this.versions = new LoadedVersions(settings.versions(), loader);
    this.turns = new WorkQueue(settings.waiting(), settings.idle(), versions::close);
  }

  /** Creates explanations of the published versions. */
  public static Explanations of(
      ModelStore models, ObjectStore store, ImageObjects places, ExplanationSettings settings) {
    return new Explanations(
        store,
        places,
        settings,
        model ->
            models
                .manifest(model.name(), model.version())
                .map(known -> models.fetch(model.name(), model.version(), settings.cache()))
                .map(bundle -> ExplainedVersion.load(bundle, settings.threads())));
  }

  /** Whether explanations are enabled. */
  public boolean enabled() {
    return settings.versions() > 0;
  }

  /** Number of versions in memory. */
  public int loaded() {
    return versions.size();
  }

  /**
   * Explains an image in numbers.
   *
   * @throws dev.weft.objectstore.StoreUnavailableException if the store is unavailable
   */
  public ExplanationResult numbers(ExplanationRequest question) {
    return answer(question, (bytes, explanation) -> new ExplanationResult.Numbers(explanation));
  }

  /**
   * Explains an image as a picture.
   *
   * @param size the picture's longer side in pixels, without the legend
   * @throws dev.weft.objectstore.StoreUnavailableException if the store is unavailable
   */
  public ExplanationResult picture(ExplanationRequest question, int size) {
    return answer(question, (bytes, explanation) -> drawn(bytes, explanation, size));
  }

  private ExplanationResult answer(
      ExplanationRequest question, BiFunction<byte[], Explanation, ExplanationResult> form) {
    return turns.take(() -> checked(question, form)).orElseGet(ExplanationResult.Busy::new);
  }

  private ExplanationResult checked(
      ExplanationRequest question, BiFunction<byte[], Explanation, ExplanationResult> form) {
    try {
      return versions
          .get(question.model())
          .map(version -> explained(question, version, form))
          .orElseGet(ExplanationResult.NoSuchVersion::new);
    } catch (BundleCorruptException | EngineException e) {
      return new ExplanationResult.ModelUnusable(e.getMessage());
    }
  }

  private ExplanationResult explained(
      ExplanationRequest question,
      ExplainedVersion version,
      BiFunction<byte[], Explanation, ExplanationResult> form) {
    List<String> classes = version.manifest().classes();
    if (question.label() != null && !classes.contains(question.label())) {
      return new ExplanationResult.NoSuchLabel(classes);
    }
    ImageBytes image = ImageBytes.read(store, places, question.image(), settings.maxBytes());
    if (image instanceof ImageBytes.Gone) {
      return new ExplanationResult.ImageGone();
    } else if (image instanceof ImageBytes.Refused refused) {
      return refused(refused);
    }
    byte[] bytes = ((ImageBytes.Whole) image).bytes();
    Preprocessing preprocessing = version.manifest().preprocessing();
    FloatBuffer tensor = tensor(preprocessing.tensorLength());
    ImageReading reading = images.read(bytes, preprocessing, tensor);
    if (reading instanceof ImageReading.Unreadable why) {
      return refused(ImageBytes.refusal(why));
    }
    return form.apply(
        bytes,
        Explanation.of(
            question.model(),
            classes,
            preprocessing,
            version.maps(tensor.flip()),
            question.label()));
  }

  private ExplanationResult drawn(byte[] bytes, Explanation explanation, int size) {
    PictureReading reading = pictures.picture(bytes, size);
    if (reading instanceof PictureReading.Seen seen) {
      return new ExplanationResult.Drawn(Overlay.png(seen.picture(), explanation));
    }
    return refused(ImageBytes.refusal(((PictureReading.Unreadable) reading).why()));
  }

  private static ExplanationResult refused(ImageBytes.Refused why) {
    return new ExplanationResult.ImageRefused(why.reason(), why.detail());
  }

  private static FloatBuffer tensor(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Closes all versions; waits for the request in progress, and rejects later ones. */
  @Override
  public void close() {
    turns.close();
  }
}
