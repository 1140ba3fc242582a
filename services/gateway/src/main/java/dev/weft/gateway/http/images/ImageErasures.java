package dev.weft.gateway.http.images;

import dev.weft.events.ImageId;
import dev.weft.events.ModelRef;
import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.ImageErased;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.intake.EventPublisher;
import dev.weft.gateway.models.PublishedModels;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.ImageView;
import dev.weft.modelstore.ModelManifest;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Orders and reads erasures of images. */
@Singleton
public final class ImageErasures {

  private final ImageQueries views;
  private final ImageLookup images;
  private final PublishedModels models;
  private final EventPublisher publisher;

  ImageErasures(
      ImageQueries views, ImageLookup images, PublishedModels models, EventPublisher publisher) {
    this.views = views;
    this.images = images;
    this.models = models;
    this.publisher = publisher;
  }

  /**
   * Requests the erasure of an image, unless it was requested already; its event is in Kafka when
   * this returns.
   *
   * @param by who requests it; null if unknown
   */
  public ErasureJson order(String id, String by) {
    Optional<ImageErased> before = find(id);
    if (before.isPresent()) {
      return json(before.get());
    }
    ImageView image = images.require(id);
    ImageErased erasure =
        new ImageErased(
            id,
            ImageJson.object(image).orElse(null),
            ErasureSource.REQUEST,
            by,
            Instant.now().truncatedTo(ChronoUnit.MILLIS));
    publisher.publish(erasure);
    return json(erasure);
  }

  /** An image's erasure, or throws the problem that there is none. */
  ErasureJson require(String id) {
    return json(
        find(id)
            .orElseThrow(
                () ->
                    ProblemKind.NO_SUCH_ERASURE.exception(
                        ("No image with the id %s was erased, or its erasure is no longer"
                                + " retained: erasures are retained for as long as unlabeled images"
                                + " (weft.gateway.views.retention).")
                            .formatted(id))));
  }

  private Optional<ImageErased> find(String id) {
    return ImageId.isValid(id) ? views.erasure(id) : Optional.empty();
  }

  private ErasureJson json(ImageErased erasure) {
    return ErasureJson.of(
        erasure,
        erasure.finished() ? trainedOn(Set.copyOf(erasure.completed().datasets())) : List.of());
  }

  private List<ModelRef> trainedOn(Set<String> datasets) {
    return datasets.isEmpty()
        ? List.of()
        : models.names().stream()
            .flatMap(name -> models.versions(name).stream())
            .filter(version -> version.origin().training() != null)
            .filter(version -> datasets.contains(version.origin().training().dataSet()))
            .map(ImageErasures::ref)
            .toList();
  }

  private static ModelRef ref(ModelManifest version) {
    return new ModelRef(version.name(), version.version());
  }
}
