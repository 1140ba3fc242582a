package dev.weft.gateway.http.images;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageErased;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An erasure and its progress. */
@Schema(name = "Erasure")
public record ErasureJson(
    @Schema(description = "Id of the erased image.", examples = "shirt-1") String id,
    @Schema(
            description =
                "`requested` until the image's object and label are deleted, then `done`. Lists do"
                    + " not include the image in either state.",
            enumeration = {"requested", "done"})
        String state,
    @Schema(
            description =
                "What triggered the erasure: a request, or the removal of the image's object from"
                    + " the store.",
            examples = {"request", "object-store"})
        String source,
    @Schema(
            nullable = true,
            description =
                "Name of the person or client that requested the erasure; null if unknown.")
        String erasedBy,
    Instant erasedAt,
    @Schema(
            nullable = true,
            description = "Time at which the erasure was completed; null while it is in progress.")
        Instant completedAt,
    @Schema(
            nullable = true,
            description =
                "Reason why the object cannot be deleted from the store, which is retried; null if"
                    + " there is no failure.")
        Failure failure,
    @Schema(description = "Keys of the deleted objects.") List<String> removed,
    Kept kept,
    Links links) {

  /** What still contains the image's id, or was trained with the image, and never changes. */
  @Schema(name = "ErasureKept")
  public record Kept(
      @Schema(description = "Ids of the training data sets that reference the image.")
          List<String> datasets,
      @Schema(
              description =
                  "Names of the named data sets that reference the image. Delete these data sets to"
                      + " remove the reference.")
          List<String> namedDatasets,
      @Schema(description = "Versions that were trained on one of these data sets.")
          List<ModelRef> versions) {}

  /** Why the image's object could not be removed yet. */
  @Schema(name = "ErasureFailure")
  public record Failure(
      @Schema(description = "Time at which this failure first occurred.") Instant at,
      @Schema(description = "Error message of the object store.") String detail) {

    private static Failure of(ImageErased.Failure failure) {
      return failure == null ? null : new Failure(failure.at(), failure.detail());
    }
  }

  /** Links to related resources. */
  @Schema(name = "ErasureLinks")
  public record Links(String self) {}

  static ErasureJson of(ImageErased erasure, List<ModelRef> versions) {
    ImageErased.Completed done = erasure.completed();
    return new ErasureJson(
        erasure.imageId(),
        erasure.finished() ? "done" : "requested",
        erasure.source().code(),
        erasure.erasedBy(),
        erasure.erasedAt(),
        done == null ? null : done.at(),
        Failure.of(erasure.failure()),
        done == null ? List.of() : done.objects(),
        new Kept(
            done == null ? List.of() : done.datasets(),
            done == null ? List.of() : done.namedDatasets(),
            versions),
        new Links(path(erasure.imageId())));
  }

  static String path(String imageId) {
    return "/v1/erasures/" + imageId;
  }
}
