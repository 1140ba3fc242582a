package dev.weft.gateway.http.images;

import dev.weft.events.image.ObjectRef;
import dev.weft.events.object.ImageObjects;
import dev.weft.events.object.ObjectImageId;
import dev.weft.gateway.http.problem.ProblemException;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.views.ImageView;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.StoredObject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Streams an image's bytes from the store. They come from untrusted uploaders: headers prevent
 * browsers from interpreting them as anything but an image.
 */
@Singleton
final class ImageContent {

  private final ObjectStore store;
  private final ImageObjects images;

  ImageContent(ObjectStore store, ImageObjects images) {
    this.store = store;
    this.images = images;
  }

  Response of(ImageView view, Request request) {
    ObjectRef object = ImageJson.requireObject(view, images);
    StoredObject stored = requireStored(store, view.imageId(), object);
    EntityTag tag = new EntityTag(object.sha256() != null ? object.sha256() : stored.etag());
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    if (unchanged != null) {
      return unchanged.build();
    }
    InputStream bytes =
        store.open(object.bucket(), object.key()).orElseThrow(() -> gone(view.imageId(), object));
    try {
      return response(view.imageId(), stored.size(), tag, bytes);
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot read " + object, e);
    }
  }

  private static Response response(String id, long size, EntityTag tag, InputStream bytes)
      throws IOException {
    byte[] first = bytes.readNBytes(MediaSniffer.WANTED);
    String type = MediaSniffer.sniff(first);
    boolean picture = !type.equals(MediaSniffer.UNKNOWN);
    return Response.ok(new SequenceInputStream(new ByteArrayInputStream(first), bytes), type)
        .tag(tag)
        .header(HttpHeaders.CONTENT_LENGTH, size)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            (picture ? "inline" : "attachment") + "; filename=\"" + id + "\"")
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .build();
  }

  /**
   * The image's object, or throws the problem that its bytes are gone. They are gone too if the id
   * is derived from them and another object has replaced them under the same key.
   */
  static StoredObject requireStored(ObjectStore store, String id, ObjectRef object) {
    return store
        .stat(object.bucket(), object.key())
        .filter(stored -> !ObjectImageId.isDerived(id) || id.equals(idOf(object, stored)))
        .orElseThrow(() -> gone(id, object));
  }

  private static String idOf(ObjectRef object, StoredObject stored) {
    return ObjectImageId.of(object.bucket(), object.key(), stored.etag());
  }

  static ProblemException gone(String id, ObjectRef object) {
    return ProblemKind.CONTENT_GONE.exception(
        "The bytes of image " + id + " are no longer stored under " + object.key() + ".");
  }
}
