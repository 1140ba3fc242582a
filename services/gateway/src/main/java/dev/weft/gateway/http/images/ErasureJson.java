package dev.weft.gateway.http.images;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageErased;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An erasure and its progress. */
@Schema(name = "Erasure")
public record ErasureJson(
    @Schema(description = "the image's id", examples = "shirt-1") String id,
    @Schema(
            description =
                "requested until object and label are gone, done from then on; no list has the image"
                    + " in either case",
            enumeration = {"requested", "done"})
        String state,
    @Schema(
            description = "someone asked for it, or its object was removed from the store",
            examples = {"request", "object-store"})
        String source,
    @Schema(nullable = true, description = "who asked for it, if that is known") String erasedBy,
    Instant erasedAt,
    @Schema(nullable = true, description = "null while it is not done") Instant completedAt,
    @Schema(
            nullable = true,
            description =
                "why the store does not remove the object, which is tried again; null if nothing"
                    + " stands in the way")
        Failure failure,
    @Schema(description = "keys of the objects that were removed") List<String> removed,
    Kept kept,
    Links links) {

  /** What still contains the image's id, or was trained with the image, and never changes. */
  @Schema(name = "ErasureKept")
  public record Kept(
      @Schema(description = "ids of trainings' data sets that name it") List<String> datasets,
      @Schema(description = "names of data sets that name it; delete them to free it of them")
          List<String> namedDatasets,
      @Schema(description = "versions that were trained on one of these data sets")
          List<ModelRef> versions) {}

  /** Why the image's object could not be removed yet. */
  @Schema(name = "ErasureFailure")
  public record Failure(
      @Schema(description = "when this reason was found first") Instant at,
      @Schema(description = "what the store answered") String detail) {

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
