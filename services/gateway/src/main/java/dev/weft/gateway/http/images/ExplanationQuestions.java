package dev.weft.gateway.http.images;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.explain.ExplanationRequest;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.views.ImageView;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoredObject;
import jakarta.inject.Singleton;
import java.util.OptionalInt;

/** Converts request parameters to an explanation request. */
@Singleton
final class ExplanationQuestions {

  private final ImageLookup images;
  private final ObjectStore store;
  private final ImageObjects places;
  private final ModelStore models;
  private final String defaultModel;

  ExplanationQuestions(
      ImageLookup images,
      ObjectStore store,
      ImageObjects places,
      ModelStore models,
      GatewayConfig config) {
    this.images = images;
    this.store = store;
    this.places = places;
    this.models = models;
    this.defaultModel = config.trainings().model();
  }

  /**
   * The request, or throws the problem that it is invalid.
   *
   * @param version of the model that answered the image, otherwise of the one that it was uploaded
   *     for; empty for the version that answered, otherwise the newest
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
      return new ModelRef(name, version.getAsInt());
    }
    if (answered != null) {
      return answered;
    }
    int newest =
        models
            .newest(name)
            .orElseThrow(
                () ->
                    ProblemKind.NO_SUCH_VERSION.exception(
                        "Model " + name + " has no version yet; see /v1/models."));
    return new ModelRef(name, newest);
  }
}
