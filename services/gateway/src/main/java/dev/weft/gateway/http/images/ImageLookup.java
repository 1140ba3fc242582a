package dev.weft.gateway.http.images;

import dev.weft.events.ImageId;
import dev.weft.events.object.ObjectImageId;
import dev.weft.gateway.http.problem.ProblemException;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.intake.UploadObject;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.streams.ViewMerge;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.cdi.StoreConfig;
import jakarta.inject.Singleton;

/** Images by their ids. What a client has stored it may use, though no view has seen its event. */
@Singleton
public final class ImageLookup {

  private final ImageQueries views;
  private final ObjectStore store;
  private final String bucket;

  ImageLookup(ImageQueries views, ObjectStore store, StoreConfig storeConfig) {
    this.views = views;
    this.store = store;
    this.bucket = storeConfig.bucket();
  }

  /** The view, or the problem that there is none. */
  public ImageView require(String id) {
    if (!ImageId.isValid(id)) {
      throw noSuchImage(id);
    }
    return views
        .get(id)
        .or(
            () ->
                store
                    .stat(bucket, ObjectImageId.uploadKey(id))
                    .map(object -> UploadObject.event(id, bucket, object))
                    .flatMap(ViewMerge::of))
        .orElseThrow(() -> noSuchImage(id));
  }

  private static ProblemException noSuchImage(String id) {
    return ProblemKind.NO_SUCH_IMAGE.exception("No image has the id " + id + ".");
  }
}
