package dev.weft.classifier.http;

import dev.weft.classifier.app.ClassifierService;
import dev.weft.classifier.pipeline.DirectImages;
import dev.weft.classifier.pipeline.Models;
import dev.weft.events.Excerpt;
import jakarta.inject.Singleton;
import java.util.List;

/** The one model that this replica serves, as requests name it. */
@Singleton
final class ServedModel {

  private final ClassifierService service;

  ServedModel(ClassifierService service) {
    this.service = service;
  }

  /** Whether images can be classified. */
  boolean isReady() {
    return service.direct().isPresent() && !versions().isEmpty();
  }

  String name() {
    return service.limits().model();
  }

  /** Versions that requests may name, the serving one first. */
  List<Integer> versions() {
    return service.versions().versions();
  }

  /** Takes images; fails if no version serves yet. */
  DirectImages images() {
    return service.direct().filter(direct -> isReady()).orElseThrow(this::notReady);
  }

  /** Fails if there is no such model, or the version is not loaded. */
  void require(String model, String version) {
    if (!model.equals(name())) {
      throw Failure.NOT_FOUND.because(
          "there is no model %s; this server has %s", Excerpt.of(model), name());
    }
    if (version != null && isReady() && !versions().contains(number(version))) {
      throw notLoaded(version);
    }
  }

  /**
   * A lease on the version that answers, which the caller closes.
   *
   * @param version null for the one that serves
   */
  Models.Lease lease(String model, String version) {
    require(model, version);
    if (!isReady()) {
      throw notReady();
    }
    var models = service.versions();
    return version == null
        ? models.leaseServing()
        : models.leaseVersion(number(version)).orElseThrow(() -> notLoaded(version));
  }

  /** No version has the number 0. */
  private static int number(String version) {
    return version.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(version) : 0;
  }

  private Failure.FailureException notLoaded(String version) {
    return Failure.NOT_FOUND.because(
        "version %s of %s is not loaded here; versions %s are",
        Excerpt.of(version), name(), versions());
  }

  private Failure.FailureException notReady() {
    return Failure.NOT_READY.because("no version of %s serves here yet", name());
  }
}
