package dev.weft.gateway.http.images;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.explain.ExplanationRequest;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.rollouts.RefusedVersions;
import dev.weft.gateway.views.ImageView;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoredObject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.OptionalInt;

/** Converts request parameters to an explanation request. */
@Singleton
final class ExplanationQuestions {

  private final ImageLookup images;
  private final ObjectStore store;
  private final ImageObjects places;
  private final ModelStore models;
  private final RefusedVersions refused;
  private final String defaultModel;

  ExplanationQuestions(
      ImageLookup images,
      ObjectStore store,
      ImageObjects places,
      ModelStore models,
      RefusedVersions refused,
      GatewayConfig config) {
    this.images = images;
    this.store = store;
    this.places = places;
    this.models = models;
    this.refused = refused;
    this.defaultModel = config.trainings().model();
  }

  /**
   * The request, or throws the problem that it is invalid.
   *
   * @param version of the model that answered the image, otherwise of the one that it was uploaded
   *     for; empty for the version that answered, otherwise the newest that classifiers do not
   *     refuse
   * @param label null for the predicted one
   */
  ExplanationRequest of(String id, OptionalInt version, String label) {
    ImageView view = images.require(id);
    return new ExplanationRequest(
        ImageJson.requireObject(view, places), model(view, version), label);
  }

  /**
   * Identifies the image's content.
   *
   * @return the checksum of an event, otherwise the store's ETag
   */
  String content(String id, ObjectRef image) {
    StoredObject stored = ImageContent.requireStored(store, id, image);
    return image.sha256() != null ? image.sha256() : stored.etag();
  }

  private ModelRef model(ImageView view, OptionalInt version) {
    ModelRef answered = view.answer().map(ImageClassified::model).orElse(null);
    String uploadedFor = view.model() == null ? defaultModel : view.model();
    String name = answered == null ? uploadedFor : answered.name();
    if (version.isPresent()) {
      return loadable(new ModelRef(name, version.getAsInt()));
    }
    return answered == null ? newest(name) : answered;
  }

  /** A version that does not exist is returned, too. */
  private ModelRef loadable(ModelRef version) {
    refused
        .why(version)
        .ifPresent(
            why -> {
              throw ProblemKind.VERSION_REFUSED.exception(
                  "The classifiers do not load %s, so it is not loaded to explain an image either;"
                          .formatted(version)
                      + " name another version. The reason: %s".formatted(why));
            });
    return version;
  }

  private ModelRef newest(String name) {
    List<ModelRef> published =
        models.versions(name).stream().map(version -> new ModelRef(name, version)).toList();
    if (published.isEmpty()) {
      throw ProblemKind.NO_SUCH_VERSION.exception(
          "Model " + name + " has no version yet; see /v1/models.");
    }
    ModelRef newest = published.get(published.size() - 1);
    return published.stream()
        .filter(version -> refused.why(version).isEmpty())
        .reduce((older, newer) -> newer)
        .orElseGet(() -> loadable(newest));
  }
}
