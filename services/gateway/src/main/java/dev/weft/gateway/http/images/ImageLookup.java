package dev.weft.gateway.http.images;

import dev.weft.events.ImageId;
import dev.weft.gateway.http.problem.ProblemException;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.intake.StoredUploads;
import dev.weft.gateway.intake.UploadObject;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.streams.ViewMerge;
import dev.weft.gateway.views.streams.ViewRetention;
import dev.weft.objectstore.cdi.StoreConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks up images by id. An image that this gateway has stored is found even if no view has
 * processed its event yet; not once the views may have expired it.
 */
@Singleton
public final class ImageLookup {

  private final ImageQueries views;
  private final StoredUploads uploads;
  private final String bucket;
  private final ViewRetention retention;

  ImageLookup(
      ImageQueries views, StoredUploads uploads, StoreConfig storeConfig, ViewRetention retention) {
    this.views = views;
    this.uploads = uploads;
    this.bucket = storeConfig.bucket();
    this.retention = retention;
  }

  /** The view, or throws the problem that there is none. */
  public ImageView require(String id) {
    if (!ImageId.isValid(id)) {
      throw noSuchImage("No image has the id " + id + ".");
    }
    return views.get(id).or(() -> unseen(id)).orElseThrow(() -> unknown(id));
  }

  private Optional<ImageView> unseen(String id) {
    views
        .erasure(id)
        .ifPresent(
            erasure -> {
              throw noSuchImage(
                  "Image %s was erased at %s; see /v1/erasures/%s."
                      .formatted(id, erasure.erasedAt(), id));
            });
    return stored(id);
  }

  private Optional<ImageView> stored(String id) {
    return uploads
        .unseen(id)
        .filter(object -> !retention.isOver(object.lastModified(), Instant.now()))
        .map(object -> UploadObject.event(id, bucket, object))
        .flatMap(ViewMerge::of);
  }

  private ProblemException unknown(String id) {
    String detail = "No image has the id " + id + ".";
    Duration kept = retention.images();
    return noSuchImage(
        kept == null
            ? detail
            : detail
                + (" Images without a label are removed from the views %s after their first"
                        + " event (weft.gateway.views.retention), even if the object is still in"
                        + " the store; upload the image again to restore it.")
                    .formatted(text(kept)));
  }

  private static String text(Duration duration) {
    return duration.equals(Duration.ofDays(duration.toDays()))
        ? duration.toDays() + " days"
        : duration.toString();
  }

  private static ProblemException noSuchImage(String detail) {
    return ProblemKind.NO_SUCH_IMAGE.exception(detail);
  }
}
