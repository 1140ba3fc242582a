package dev.weft.classifier.http;

import dev.weft.classifier.app.ClassifierService;
import dev.weft.classifier.app.ModelService;
import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.synchronous.SynchronousInference;
import dev.weft.events.Excerpt;
import jakarta.inject.Singleton;
import java.util.List;

/** The models that this replica serves, as addressed by requests. */
@Singleton
final class ServedModels {

  private final ClassifierService service;

  ServedModels(ClassifierService service) {
    this.service = service;
  }

  /** Whether any model can classify images. */
  boolean isReady() {
    return service.models().stream().anyMatch(ServedModels::isReady);
  }

  /** Whether the model can classify images. */
  boolean isReady(String model) {
    return isReady(find(model));
  }

  private static boolean isReady(ModelService model) {
    return model.direct().isPresent() && !model.versions().versions().isEmpty();
  }

  /** Versions that requests may name, the serving one first. */
  List<Integer> versions(String model) {
    return find(model).versions().versions();
  }

  /** Synchronous inference by the model; fails if no version is serving yet. */
  SynchronousInference images(String model) {
    var found = find(model);
    return found.direct().filter(direct -> isReady(found)).orElseThrow(() -> notReady(found));
  }

  /** Fails if there is no such model, or the version is not loaded. */
  void require(String model, String version) {
    var found = find(model);
    if (version != null && isReady(found) && !versions(model).contains(number(version))) {
      throw notLoaded(found, version);
    }
  }

  /**
   * A lease on the version that answers, to be closed by the caller.
   *
   * @param version null for the serving one
   */
  Models.Lease lease(String model, String version) {
    require(model, version);
    var found = find(model);
    if (!isReady(found)) {
      throw notReady(found);
    }
    var versions = found.versions();
    return version == null
        ? versions.leaseServing()
        : versions.leaseVersion(number(version)).orElseThrow(() -> notLoaded(found, version));
  }

  private ModelService find(String model) {
    return service
        .model(model)
        .orElseThrow(
            () ->
                Failure.NOT_FOUND.because(
                    "the model %s does not exist on this server; available models: %s",
                    Excerpt.of(model), names()));
  }

  private String names() {
    return String.join(", ", service.models().stream().map(ModelService::name).toList());
  }

  /** Parses a version; 0, which no version has, if it is not a number. */
  private static int number(String version) {
    return version.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(version) : 0;
  }

  private static Failure.FailureException notLoaded(ModelService model, String version) {
    return Failure.NOT_FOUND.because(
        "version %s of %s is not loaded on this server; loaded versions: %s",
        Excerpt.of(version), model.name(), model.versions().versions());
  }

  private static Failure.FailureException notReady(ModelService model) {
    return Failure.NOT_READY.because(
        "no version of %s is serving on this server yet", model.name());
  }
}
