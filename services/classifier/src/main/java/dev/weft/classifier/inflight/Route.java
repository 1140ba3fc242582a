package dev.weft.classifier.inflight;

import dev.weft.events.model.ServingRole;
import java.util.Objects;
import java.util.Optional;

/**
 * The roles of a model's versions for one image.
 *
 * @param model that answers
 * @param role of the answer, {@link ServingRole#PRIMARY} or {@link ServingRole#CANARY}
 * @param serving answers if the candidate fails; {@code model} itself if that is primary
 * @param shadow classifies the image too, once it is answered; empty if none does
 */
public record Route(
    ServingModel model, ServingRole role, ServingModel serving, Optional<ServingModel> shadow) {

  public Route {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(serving, "serving");
    Objects.requireNonNull(shadow, "shadow");
    if (role == ServingRole.SHADOW || (role == ServingRole.PRIMARY) != (model == serving)) {
      throw new IllegalArgumentException(
          model.ref()
              + " cannot have the role "
              + role
              + " while "
              + serving.ref()
              + " is serving");
    }
    if (role == ServingRole.CANARY && shadow.isPresent()) {
      throw new IllegalArgumentException(
          "an image classified by the candidate must not have a shadow");
    }
  }

  /** Only the serving version classifies the image. */
  public static Route primary(ServingModel serving) {
    return new Route(serving, ServingRole.PRIMARY, serving, Optional.empty());
  }

  /** The candidate answers. */
  public static Route canary(ServingModel candidate, ServingModel serving) {
    return new Route(candidate, ServingRole.CANARY, serving, Optional.empty());
  }

  /** The serving version answers, and the candidate classifies the image as a shadow. */
  public static Route shadowed(ServingModel serving, ServingModel candidate) {
    return new Route(serving, ServingRole.PRIMARY, serving, Optional.of(candidate));
  }

  /** Whether the serving version accepts the tensor that was made for the candidate. */
  public boolean servingTakesSameTensor() {
    return model.preprocessing().equals(serving.preprocessing());
  }

  /** Whether images of both routes may run in one batch. */
  public boolean batchesWith(Route other) {
    return model == other.model && role == other.role;
  }
}
